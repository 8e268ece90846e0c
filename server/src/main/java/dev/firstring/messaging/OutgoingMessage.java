package dev.firstring.messaging;

import dev.firstring.phone.PhoneNumber;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message ready to go. The text holds a code: it is not shown by {@link #toString()}.
 *
 * @param language of the text: a call is read in it
 * @param text of a call: its lines, with a pause after each
 * @param senderId whom the message seems to come from in the number's country; null for what the provider is set up with
 */
public record OutgoingMessage(
        UUID id,
        PhoneNumber to,
        Channel channel,
        Locale language,
        String text,
        @Nullable String senderId) {

    /** One that seems to come from whoever the provider is set up with. */
    public OutgoingMessage(UUID id, PhoneNumber to, Channel channel, Locale language, String text) {
        this(id, to, channel, language, text, null);
    }

    /** The same message, from somebody else. */
    public OutgoingMessage from(@Nullable String other) {
        return new OutgoingMessage(id, to, channel, language, text, other);
    }

    @Override
    public String toString() {
        return "OutgoingMessage[" + id + " to " + to + " by " + channel + "]";
    }
}
