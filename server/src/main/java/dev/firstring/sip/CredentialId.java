package dev.firstring.sip;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;

/** The id of a SIP credential. Opaque to clients, not a secret. */
public record CredentialId(UUID value) {

    private static final int TEXT_LENGTH = 36;

    /** Parses an id that a client sent; empty if it is malformed, which is to be treated as an unknown id. */
    public static Optional<CredentialId> parse(String text) {
        if (text.length() != TEXT_LENGTH) {
            return Optional.empty();
        }
        try {
            return Optional.of(new CredentialId(UUID.fromString(text)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The 16 bytes that an encrypted secret is bound to. */
    public byte[] bytes() {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(value.getMostSignificantBits())
                .putLong(value.getLeastSignificantBits())
                .array();
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
