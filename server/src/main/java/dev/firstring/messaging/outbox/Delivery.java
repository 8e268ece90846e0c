package dev.firstring.messaging.outbox;

import dev.firstring.messaging.Channel;
import dev.firstring.messaging.SendOutcome;
import dev.firstring.platform.WireWord;
import org.jspecify.annotations.Nullable;

/**
 * The progress of a message's delivery.
 *
 * @param refusal why no provider accepted the message; null unless the state is {@link State#FAILED}, and also null if
 *     the message expired before a provider could be reached
 */
public record Delivery(State state, Channel channel, SendOutcome.@Nullable Reason refusal) {

    /** The states that clients see. */
    public enum State implements WireWord {
        /** The message is waiting to be sent or is being sent. */
        QUEUED,
        /** A provider accepted the message. */
        SENT,
        /** The provider reports that the message arrived. */
        DELIVERED,
        /** The message will not arrive. */
        FAILED
    }

    /** Whether delivery has failed for good. */
    public boolean failed() {
        return state == State.FAILED;
    }

    /** Returns the delivery for a state and a channel as stored in the database. */
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

    /** A message that counts as sent: a provider accepted it, or nothing is ever sent to its number. */
    public static Delivery sent(Channel channel) {
        return new Delivery(State.SENT, channel, null);
    }

    static Delivery failed(Channel channel, SendOutcome.@Nullable Reason refusal) {
        return new Delivery(State.FAILED, channel, refusal);
    }
}
