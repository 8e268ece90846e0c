package dev.firstring.abuse;

/**
 * A proof of work to be solved, in the form that ALTCHA's clients understand: find {@code n} up to {@code maxnumber} with
 * {@code SHA-256(salt + n) == challenge}.
 */
public record Challenge(String algorithm, String challenge, long maxnumber, String salt, String signature) {}
