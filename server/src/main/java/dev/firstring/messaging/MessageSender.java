package dev.firstring.messaging;

import dev.firstring.phone.PhoneNumber;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The port to providers that deliver messages. An adapter is one package of this module and one line of configuration.
 *
 * <p>{@link #send} must not take longer than {@link #longestSend} and must not throw for anything the provider does:
 * refusals, faults and timeouts are outcomes. The same message may be sent twice, after a crash; it then has the same
 * id and the same text. Implementations are thread-safe.
 */
public interface MessageSender {

    /** The name of the provider in configuration, rows, metrics and logs; lower case. */
    String provider();

    boolean carries(Channel channel);

    SendOutcome send(OutgoingMessage message);

    /** The maximum duration of one {@link #send}. A message is sent only if its lease lasts at least that long. */
    default Duration longestSend() {
        return Duration.ofSeconds(5);
    }

    /**
     * Returns the problem that keeps the provider from accepting messages, or empty if none is known. May take some
     * seconds; sends no message and causes no cost.
     */
    default Optional<String> problem() {
        return Optional.empty();
    }

    /**
     * A message ready to be sent. The text contains a code, so {@link #toString()} omits it.
     *
     * @param language the language of the text, in which a call is spoken
     * @param text the text of the message; for a call, its lines, with a pause after each
     * @param senderId the sender id to show in the number's country; null for the default of the provider
     */
    record OutgoingMessage(
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

    /** The outcome of sending a message to a provider. */
    sealed interface SendOutcome {

        /**
         * The provider accepted the message.
         *
         * @param reference the provider's id of the message
         * @param cost the cost of the message; null if the provider does not report it
         */
        record Accepted(String reference, @Nullable Cost cost) implements SendOutcome {

            /** Creates an outcome without a cost. */
            public Accepted(String reference) {
                this(reference, null);
            }
        }

        /** The provider did not accept the message. */
        record Refused(Reason reason, String explanation) implements SendOutcome {}

        enum Reason {
            /** The provider considers the message fraudulent: do not try another provider. */
            FRAUD_BLOCK,
            /** No provider can reach the number. */
            NUMBER_REFUSED,
            /** This channel is not available for this number; another channel or provider may be. */
            TRANSPORT_REFUSED,
            /** The provider is down, slow or out of credit: try another provider. */
            UNAVAILABLE
        }
    }
}
