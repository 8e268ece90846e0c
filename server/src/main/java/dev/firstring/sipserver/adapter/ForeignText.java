package dev.firstring.sipserver.adapter;

import java.util.Collection;

/** What a server says in its own words, made fit to stand in a message for an operator. */
public final class ForeignText {

    private static final int LONGEST = 200;

    private ForeignText() {}

    /** One line of at most 200 characters without control characters; what it repeats of our secrets is left out. */
    public static String plain(String text, Collection<String> secrets) {
        String safe = text;
        for (String secret : secrets) {
            safe = safe.replace(secret, "(secret)");
        }
        String line =
                safe.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+", " ").strip();
        return line.length() <= LONGEST ? line : cut(line) + "...";
    }

    private static String cut(String line) {
        return line.substring(0, Character.isHighSurrogate(line.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST);
    }
}
