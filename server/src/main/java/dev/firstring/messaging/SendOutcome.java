package dev.firstring.messaging;

import org.jspecify.annotations.Nullable;

/** The outcome of sending a message to a provider. */
public sealed interface SendOutcome {

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
