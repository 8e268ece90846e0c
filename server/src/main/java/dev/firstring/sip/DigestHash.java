package dev.firstring.sip;

/** The digest algorithms of SIP challenges, the weaker one first (RFC 8760). */
public enum DigestHash {
    MD5("MD5"),
    SHA_256("SHA-256");

    private final String token;

    DigestHash(String token) {
        this.token = token;
    }

    /** The name of the algorithm in SIP and in the settings of phones. */
    public String token() {
        return token;
    }

    /**
     * The HA1 of an account. A phone can authenticate with it instead of the password, with this algorithm and in this
     * realm only.
     */
    public String ha1(SipAddress address, SipSecret secret) {
        String username = address.username().value();
        return switch (this) {
            case MD5 -> Digests.md5(username, address.realm(), secret.reveal());
            case SHA_256 -> Digests.sha256(username, address.realm(), secret.reveal());
        };
    }
}
