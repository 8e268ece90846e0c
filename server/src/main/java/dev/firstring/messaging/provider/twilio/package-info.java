/** Twilio: SMS by Programmable Messaging, calls by Programmable Voice. */
@NullMarked
package dev.firstring.messaging.provider.twilio;

import org.jspecify.annotations.NullMarked;
