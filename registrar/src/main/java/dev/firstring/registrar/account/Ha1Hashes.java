package dev.firstring.registrar.account;

import org.jspecify.annotations.Nullable;

/**
 * What a sign-in is judged by: HA1 of RFC 7616 section 3.4.2 and RFC 8760, lower-case hex. Whoever holds one can sign in, so
 * they are not shown by {@link #toString()}. Immutable.
 *
 * @param md5 32 digits; null where there is none
 * @param sha256 64 digits
 */
public record Ha1Hashes(@Nullable String md5, String sha256) {

    @Override
    public String toString() {
        return "Ha1Hashes[" + (md5 == null ? "SHA-256" : "MD5, SHA-256") + "]";
    }
}
