package dev.firstring.platform;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.UUID;

/**
 * Generates ids and bearer secrets. Ids are UUIDs of version 7 (RFC 9562), which sort by time and are not secret;
 * bearer secrets are random text. Thread-safe.
 */
public final class Ids {

    private static final long MILLIS_AN_HOUR = 3_600_000;

    private final Clock clock;
    private final SecureRandom random;

    public Ids(Clock clock, SecureRandom random) {
        this.clock = clock;
        this.random = random;
    }

    /** A new id that sorts after those of earlier milliseconds. */
    public UUID next() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        long high = (clock.millis() << 16) | 0x7000L | (buffer.getLong() & 0x0FFFL);
        long low = (buffer.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    /** A secret of the given number of random bytes, as base64url without padding (RFC 4648, section 5). */
    public String secret(int bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random(bytes));
    }

    /**
     * Like {@link #secret}, prefixed with the current hour (four bytes, big-endian, hours since 1970), so that rows
     * with this key can be stored in order of time.
     */
    public String datedSecret(int bytes) {
        ByteBuffer buffer = ByteBuffer.allocate(Integer.BYTES + bytes)
                .putInt(Math.toIntExact(clock.millis() / MILLIS_AN_HOUR))
                .put(random(bytes));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(buffer.array());
    }

    /** The given number of random bytes. */
    public byte[] random(int bytes) {
        byte[] drawn = new byte[bytes];
        random.nextBytes(drawn);
        return drawn;
    }
}
