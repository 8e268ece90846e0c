package dev.firstring.registrar.account;

import org.jspecify.annotations.Nullable;

/**
 * The HA1 of RFC 7616, section 3.4.2, and RFC 8760, in lower-case hex. An HA1 is sufficient to authenticate, so {@link
 * #toString()} does not contain it. Immutable.
 *
 * @param md5 32 digits; null if absent
 * @param sha256 64 digits
 */
public record Ha1Hashes(@Nullable String md5, String sha256) {

    @Override
    public String toString() {
        return "Ha1Hashes[" + (md5 == null ? "SHA-256" : "MD5, SHA-256") + "]";
    }
}
