package dev.firstring.messaging;

import dev.firstring.phone.PhoneNumber;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message ready to be sent. The text contains a code, so {@link #toString()} omits it.
 *
 * @param language the language of the text, in which a call is spoken
 * @param text the text of the message; for a call, its lines, with a pause after each
 * @param senderId the sender id to show in the number's country; null for the default of the provider
 */
public record OutgoingMessage(
        UUID id,
        PhoneNumber to,
        Channel channel,
        Locale language,
        String text,
        @Nullable String senderId) {

    /** Creates a message with the provider's default sender id. */
    public OutgoingMessage(UUID id, PhoneNumber to, Channel channel, Locale language, String text) {
        this(id, to, channel, language, text, null);
    }

    /** Returns the same message with another sender id. */
    public OutgoingMessage from(@Nullable String other) {
        return new OutgoingMessage(id, to, channel, language, text, other);
    }

    @Override
    public String toString() {
        return "OutgoingMessage[" + id + " to " + to + " by " + channel + "]";
    }
}
