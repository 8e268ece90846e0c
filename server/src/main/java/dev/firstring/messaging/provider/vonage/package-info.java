/** Vonage: SMS by the SMS API, calls by the Voice API. */
@NullMarked
package dev.firstring.messaging.provider.vonage;

import org.jspecify.annotations.NullMarked;
