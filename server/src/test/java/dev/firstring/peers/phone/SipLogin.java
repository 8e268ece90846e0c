package dev.firstring.peers.phone;

/** The account that a phone registers. */
public record SipLogin(String username, String domain, Secret secret) {

    /** What the phone knows. */
    public sealed interface Secret {}

    /** The password itself. */
    public record Password(String value) implements Secret {}

    /** The stored form of a password in one algorithm, as provisioning hands it out. */
    public record Ha1(String value, DigestAlgorithm algorithm) implements Secret {}

    /** A phone that knows the password. */
    public static SipLogin withPassword(String username, String domain, String password) {
        return new SipLogin(username, domain, new Password(password));
    }

    /** A phone that knows an HA1. */
    public static SipLogin withHa1(String username, String domain, String ha1, DigestAlgorithm algorithm) {
        return new SipLogin(username, domain, new Ha1(ha1, algorithm));
    }

    /** The address of record: {@code user@domain}. */
    public String aor() {
        return username + "@" + domain;
    }

    String password() {
        return switch (secret) {
            case Password(String value) -> value;
            case Ha1 ignored -> throw new IllegalArgumentException("this phone takes a password, not an HA1");
        };
    }
}
