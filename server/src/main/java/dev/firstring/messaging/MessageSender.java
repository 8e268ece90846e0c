package dev.firstring.messaging;

import java.time.Duration;
import java.util.Optional;

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
}
