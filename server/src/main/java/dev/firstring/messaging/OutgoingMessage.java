package dev.firstring.messaging;

import dev.firstring.phone.PhoneNumber;
import java.util.Locale;
import java.util.UUID;

/** A message ready to go. The text holds a code: it is not shown by {@link #toString()}. */
public record OutgoingMessage(UUID id, PhoneNumber to, Channel channel, Locale language, String text) {

    @Override
    public String toString() {
        return "OutgoingMessage[" + id + " to " + to + " by " + channel + "]";
    }
}
