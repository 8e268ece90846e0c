package dev.firstring.registrar.transport;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Caches the responses to datagrams with credentials, whose nonce count is valid only once: if such a datagram arrives
 * again, the first response was lost or is in progress. Bounded in number and time (RFC 3261, section 17.2.2).
 * Thread-safe.
 */
final class Retransmissions {

    private static final Duration LIFE = Duration.ofSeconds(32);

    private final Clock clock;
    private final Map<ByteBuffer, Made> entries;

    Retransmissions(Clock clock, int capacity) {
        this.clock = clock;
        this.entries = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Made> eldest) {
                return size() > capacity;
            }
        };
    }

    /** The state of a datagram. */
    sealed interface Seen {

        /** The datagram is new and the caller answers it: {@link #end} must follow. */
        record Never() implements Seen {}

        record BeingAnswered() implements Seen {}

        record Answered(Reply reply) implements Seen {}
    }

    synchronized Seen begin(ByteBuffer datagram) {
        Made entry = entries.get(datagram);
        if (entry == null || !clock.instant().isBefore(entry.at().plus(LIFE))) {
            entries.put(datagram, new Made(clock.instant(), null));
            return new Seen.Never();
        }
        return entry.reply() == null ? new Seen.BeingAnswered() : new Seen.Answered(entry.reply());
    }

    /**
     * Ends what {@link #begin} started.
     *
     * @param reply null if a retransmission is to be processed again
     */
    synchronized void end(ByteBuffer datagram, @Nullable Reply reply) {
        if (reply == null) {
            entries.remove(datagram);
        } else {
            entries.put(datagram, new Made(clock.instant(), reply));
        }
    }

    /** The key of a datagram: a hash of its bytes and its source. */
    static ByteBuffer key(byte[] bytes, InetSocketAddress source) {
        try {
            MessageDigest hash = MessageDigest.getInstance("SHA-256");
            hash.update(source.toString().getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(hash.digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the Java runtime lacks SHA-256", e);
        }
    }

    private record Made(Instant at, @Nullable Reply reply) {}
}
