package dev.firstring.sip;

/** The hash that a SIP server asks phones to answer its challenge with, the weaker one first (RFC 8760). */
public enum DigestHash {
    MD5("MD5"),
    SHA_256("SHA-256");

    private final String token;

    DigestHash(String token) {
        this.token = token;
    }

    /** As it is written in SIP, and in the settings of phones. */
    public String token() {
        return token;
    }

    /** HA1 of an account: with it a phone signs in as with the password, by this hash and in this realm only. */
    public String ha1(SipAddress address, SipSecret secret) {
        String username = address.username().value();
        return switch (this) {
            case MD5 -> Digests.md5(username, address.realm(), secret.reveal());
            case SHA_256 -> Digests.sha256(username, address.realm(), secret.reveal());
        };
    }
}
