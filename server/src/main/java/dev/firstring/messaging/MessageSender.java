package dev.firstring.messaging;

import java.time.Duration;
import java.util.Optional;

/**
 * The port to those who carry messages. An adapter is one package of this room and one line of configuration.
 *
 * <p>{@link #send} may take as long as {@link #longestSend} says, and no longer; it must not
 * throw for anything the provider does: a refusal, a fault and a time-out are all outcomes. The same message may be
 * handed over twice (after a crash): it then carries the same id and the same text. Thread-safe.
 */
public interface MessageSender {

    /** The name of the provider in configuration, rows, metrics and logs: lower case. */
    String provider();

    boolean carries(Channel channel);

    SendOutcome send(OutgoingMessage message);

    /** The longest that one {@link #send} may take: a message is only handed over while it stays ours for that long. */
    default Duration longestSend() {
        return Duration.ofSeconds(5);
    }

    /**
     * What keeps the provider from taking messages, as far as can be told without sending one; empty if nothing is
     * known. May take some seconds; sends nothing and costs nothing.
     */
    default Optional<String> problem() {
        return Optional.empty();
    }
}
