package dev.firstring.sip;

import java.security.SecureRandom;

/**
 * Symbols to draw random text from, each as likely as any other: a draw that would favour the first symbols is thrown
 * away, not folded. Immutable.
 */
public enum Alphabet {
    /** 62 symbols that need no escaping in XML, URIs and SIP quoted strings (SIP-7). */
    LETTERS_AND_DIGITS("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"),
    /** 36 symbols for names that are compared in lower case. */
    LOWER_CASE_AND_DIGITS("abcdefghijklmnopqrstuvwxyz0123456789");

    /** Both alphabets are longer than 32 and no longer than 64, so six bits choose a symbol. */
    private static final int MASK = 63;

    private final String symbols;

    Alphabet(String symbols) {
        this.symbols = symbols;
    }

    /** That many symbols. */
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
