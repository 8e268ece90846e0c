package dev.firstring.messaging;

import org.jspecify.annotations.Nullable;

/** What became of handing a message to a provider. */
public sealed interface SendOutcome {

    /**
     * The provider has taken it.
     *
     * @param reference the provider's name for the message
     * @param cost what it costs; null where the provider does not say
     */
    record Accepted(String reference, @Nullable Cost cost) implements SendOutcome {

        /** Taken, at a price that is not told. */
        public Accepted(String reference) {
            this(reference, null);
        }
    }

    /** The provider has not taken it. */
    record Refused(Reason reason, String explanation) implements SendOutcome {}

    enum Reason {
        /** The provider takes it for fraud: do not try elsewhere. */
        FRAUD_BLOCK,
        /** The number cannot be reached by anybody. */
        NUMBER_REFUSED,
        /** This way is not open for this number; another way or provider may be. */
        TRANSPORT_REFUSED,
        /** Down, slow, out of credit: another provider may help. */
        UNAVAILABLE
    }
}
