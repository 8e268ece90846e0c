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
 * The id of an onboarding session: a bearer secret of 192 random bits behind the hour in which it was drawn, so it is never
 * logged whole and the database holds only its hash. {@link #reveal()} is the one way to read it. Immutable.
 */
public record SessionId(String reveal) {

    private static final int RANDOM_BYTES = 24;
    private static final int HOUR_BYTES = Integer.BYTES;
    private static final int SECONDS_AN_HOUR = 3600;

    /** A day, and an hour for clocks that differ. */
    private static final Duration LONGEST_LIFE = Duration.ofHours(25);

    /** Ids of versions up to 0.1 tell no hour. They are answered as long as their sessions live. */
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

    /** The id in a text that a client sent, or empty if it cannot be one. */
    public static Optional<SessionId> read(String text) {
        return SHAPE.matcher(text).matches() ? Optional.of(new SessionId(text)) : Optional.empty();
    }

    /**
     * What the database knows the session by, 32 bytes: the hour that the id tells and 224 bits of its SHA-256. So sessions are
     * in order of time, and all rows of one are found in one partition of each table.
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

    /** The lowest {@link #hash} that a live session can have: none lives longer than a day. */
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
