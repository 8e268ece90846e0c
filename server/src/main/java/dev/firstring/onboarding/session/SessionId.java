package dev.firstring.onboarding.session;

import dev.firstring.platform.Ids;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The id of an onboarding session: a bearer secret of 192 random bits, so it is never logged whole and the database
 * holds only its SHA-256. {@link #reveal()} is the one way to read it. Immutable.
 */
public record SessionId(String reveal) {

    private static final int BYTES = 24;
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{32}");

    /** @throws IllegalArgumentException if the text cannot be a session id */
    public SessionId {
        if (!SHAPE.matcher(reveal).matches()) {
            throw new IllegalArgumentException("not a session id");
        }
    }

    public static SessionId draw(Ids ids) {
        return new SessionId(ids.secret(BYTES));
    }

    /** The id in a text that a client sent, or empty if it cannot be one. */
    public static Optional<SessionId> read(String text) {
        return SHAPE.matcher(text).matches() ? Optional.of(new SessionId(text)) : Optional.empty();
    }

    /** What the database knows the session by. */
    public byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(reveal.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "SessionId[" + reveal.substring(0, 4) + "…]";
    }
}
