package dev.firstring.sip;

import dev.firstring.platform.Hash;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The hashes by which a SIP server authenticates an account: HA1 of RFC 7616 section 3.4.2 and RFC 8760, lower-case hex
 * (SIP-1, SIP-2). An HA1 is sufficient to authenticate, so {@link #toString()} hides both. Immutable.
 *
 * @param md5 32 digits; null if MD5 is not published (RFC 8760 advises against it)
 * @param sha256 64 digits
 */
public record Digests(@Nullable String md5, String sha256) {

    /** The hashes of an account, with or without MD5. */
    public static Digests of(SipAddress address, SipSecret secret, boolean withMd5) {
        String username = address.username().value();
        return new Digests(
                withMd5 ? md5(username, address.realm(), secret.reveal()) : null,
                sha256(username, address.realm(), secret.reveal()));
    }

    /** The hashes for phones that authenticate as {@code user@domain}, which Kamailio calls HA1b. */
    public static Digests ofFullName(SipAddress address, SipSecret secret, boolean withMd5) {
        String name = address.username().value() + "@" + address.domain();
        return new Digests(
                withMd5 ? md5(name, address.realm(), secret.reveal()) : null,
                sha256(name, address.realm(), secret.reveal()));
    }

    /**
     * HA1 with MD5: 32 digits.
     *
     * @throws IllegalArgumentException if the username or the realm contains a colon, because two accounts could share
     *     a hash (SIP-5)
     */
    public static String md5(String username, String realm, String password) {
        return HexFormat.of().formatHex(Hash.md5(ha1(username, realm, password)));
    }

    /**
     * HA1 with SHA-256: 64 digits.
     *
     * @throws IllegalArgumentException if the username or the realm contains a colon, because two accounts could share
     *     a hash (SIP-5)
     */
    public static String sha256(String username, String realm, String password) {
        return HexFormat.of().formatHex(Hash.sha256(ha1(username, realm, password)));
    }

    /** The input of HA1. */
    private static String ha1(String username, String realm, String password) {
        if (username.indexOf(':') >= 0 || realm.indexOf(':') >= 0) {
            throw new IllegalArgumentException("neither username nor realm may hold a colon");
        }
        return username + ":" + realm + ":" + password;
    }

    @Override
    public String toString() {
        return "Digests[" + (md5 == null ? "SHA-256" : "MD5, SHA-256") + "]";
    }
}
