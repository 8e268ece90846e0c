package dev.firstring.onboarding.session;

import dev.firstring.platform.Hash;
import dev.firstring.platform.Ids;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The id of an onboarding session: a bearer secret of 192 random bits, prefixed with the hour of its creation. It is
 * never logged in full, and the database contains only its hash. {@link #reveal()} is the only way to read it.
 * Immutable.
 */
public record SessionId(String reveal) {

    private static final int RANDOM_BYTES = 24;
    private static final int HOUR_BYTES = Integer.BYTES;
    private static final int SECONDS_AN_HOUR = 3600;

    /** One day, plus one hour for clock skew. */
    private static final Duration LONGEST_LIFE = Duration.ofHours(25);

    /** Ids of versions up to 0.1 do not contain the hour. They are accepted as long as their sessions live. */
    private static final int UNDATED_LENGTH = 32;

    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{32}|[A-Za-z0-9_-]{38}");

    /** @throws IllegalArgumentException if the text cannot be a session id */
    public SessionId {
        if (!SHAPE.matcher(reveal).matches()) {
            throw new IllegalArgumentException("not a session id");
        }
    }

    public static SessionId draw(Ids ids) {
        return new SessionId(ids.datedSecret(RANDOM_BYTES));
    }

    /** Parses the id that a client sent; empty if it is malformed. */
    public static Optional<SessionId> read(String text) {
        return SHAPE.matcher(text).matches() ? Optional.of(new SessionId(text)) : Optional.empty();
    }

    /**
     * The key of the session in the database, 32 bytes: the hour in the id, followed by 224 bits of the id's SHA-256.
     * Sessions are therefore ordered by time, and all rows of a session are in one partition of each table.
     */
    public byte[] hash() {
        byte[] hash = Hash.sha256(reveal);
        if (reveal.length() == UNDATED_LENGTH) {
            return hash;
        }
        byte[] hour = Base64.getUrlDecoder().decode(reveal.substring(0, 8));
        return ByteBuffer.allocate(hash.length)
                .put(hour, 0, HOUR_BYTES)
                .put(hash, 0, hash.length - HOUR_BYTES)
                .array();
    }

    /** The lowest {@link #hash} that a live session can have, since no session lives longer than a day. */
    public static byte[] lowestLiveHash(Instant now) {
        return ByteBuffer.allocate(HOUR_BYTES)
                .putInt(Math.toIntExact(now.minus(LONGEST_LIFE).getEpochSecond() / SECONDS_AN_HOUR))
                .array();
    }

    @Override
    public String toString() {
        return "SessionId[" + reveal.substring(0, 4) + "…]";
    }
}
