/** Vonage: SMS by the SMS API, calls by the Voice API. */
@NullMarked
package dev.firstring.messaging.vonage;

import org.jspecify.annotations.NullMarked;
