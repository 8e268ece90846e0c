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
 * Answers to datagrams that carry an answer to a challenge, which serves once only: when such a datagram comes again, its
 * first answer was lost or is being made. Bounded in number and time (RFC 3261, section 17.2.2). Thread-safe.
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

    /** What there is of a datagram. */
    sealed interface Seen {

        /** It is new, and is now being answered: {@link #end} must follow. */
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

    /** @param reply null if another of its kind shall be judged anew */
    synchronized void end(ByteBuffer datagram, @Nullable Reply reply) {
        if (reply == null) {
            entries.remove(datagram);
        } else {
            entries.put(datagram, new Made(clock.instant(), reply));
        }
    }

    /** What a datagram is known by: a hash of its bytes and its source. */
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
