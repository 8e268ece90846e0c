package dev.firstring.sip;

import java.security.SecureRandom;

/** Alphabets for random text with uniformly distributed symbols: rejection sampling avoids modulo bias. Immutable. */
public enum Alphabet {
    /** 62 symbols that need no escaping in XML, URIs and SIP quoted strings (SIP-7). */
    LETTERS_AND_DIGITS("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"),
    /** 36 symbols for names that are compared in lower case. */
    LOWER_CASE_AND_DIGITS("abcdefghijklmnopqrstuvwxyz0123456789");

    /** Both alphabets have more than 32 and at most 64 symbols, so six bits select a symbol. */
    private static final int MASK = 63;

    private final String symbols;

    Alphabet(String symbols) {
        this.symbols = symbols;
    }

    /** Draws {@code length} random symbols. */
    public String draw(SecureRandom random, int length) {
        StringBuilder drawn = new StringBuilder(length);
        byte[] bytes = new byte[length + length / 2];
        while (drawn.length() < length) {
            random.nextBytes(bytes);
            for (int i = 0; i < bytes.length && drawn.length() < length; i++) {
                int index = bytes[i] & MASK;
                if (index < symbols.length()) {
                    drawn.append(symbols.charAt(index));
                }
            }
        }
        return drawn.toString();
    }
}
