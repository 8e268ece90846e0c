package dev.firstring.sipserver.adapter;

import java.util.Collection;

/** Sanitizes text from a server for messages to operators. */
public final class ForeignText {

    private static final int LONGEST = 200;

    private ForeignText() {}

    /** Returns one line of at most 200 characters, without control characters and with our secrets redacted. */
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
