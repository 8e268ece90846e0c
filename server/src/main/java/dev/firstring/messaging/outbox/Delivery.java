package dev.firstring.messaging.outbox;

import dev.firstring.messaging.Channel;
import dev.firstring.messaging.SendOutcome;
import dev.firstring.platform.WireWord;
import org.jspecify.annotations.Nullable;

/**
 * How far a message has come.
 *
 * @param refusal why no provider took it; null unless the state is {@link State#FAILED}, and also null if its time ran
 *     out before one could be reached
 */
public record Delivery(State state, Channel channel, SendOutcome.@Nullable Reason refusal) {

    /** The states that clients see. */
    public enum State implements WireWord {
        /** It will be sent, or is being sent. */
        QUEUED,
        /** A provider has taken it. */
        SENT,
        /** The provider says that it has arrived. */
        DELIVERED,
        /** It will not arrive. */
        FAILED
    }

    /** Whether no provider has taken it and none will. */
    public boolean failed() {
        return state == State.FAILED;
    }

    /** The delivery that the database tells of: its words for state and channel. */
    public static Delivery ofWords(String state, Channel channel) {
        return switch (state) {
            case "queued" -> queued(channel);
            case "sent" -> sent(channel);
            case "delivered" -> new Delivery(State.DELIVERED, channel, null);
            case "failed", "expired" -> failed(channel, null);
            default -> throw new IllegalStateException("a message is in the unknown state " + state);
        };
    }

    static Delivery queued(Channel channel) {
        return new Delivery(State.QUEUED, channel, null);
    }

    /** A message that counts as sent: a provider has it, or nothing is ever sent to its number. */
    public static Delivery sent(Channel channel) {
        return new Delivery(State.SENT, channel, null);
    }

    static Delivery failed(Channel channel, SendOutcome.@Nullable Reason refusal) {
        return new Delivery(State.FAILED, channel, refusal);
    }
}
