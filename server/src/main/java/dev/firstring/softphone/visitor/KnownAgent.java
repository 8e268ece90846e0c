package dev.firstring.softphone.visitor;

import dev.firstring.softphone.document.Format;

/**
 * A softphone that is identified by its {@code User-Agent}.
 *
 * @param prefix the prefix of its {@code User-Agent}, case-insensitive, 3 to 100 characters
 * @param format the document that it gets: {@code linphone}, {@code acrobits}, {@code baresip} or {@code json}
 */
public record KnownAgent(String prefix, Format format) {

    private static final int SHORTEST = 3;
    private static final int LONGEST = 100;

    /**
     * Creates an entry of the settings.
     *
     * @throws IllegalArgumentException if the prefix has an invalid length or matches browsers; the message names the
     *     setting
     */
    public KnownAgent {
        if (prefix.strip().length() < SHORTEST || prefix.length() > LONGEST) {
            throw new IllegalArgumentException("firstring.softphone.agents: a prefix has 3 to 100 characters");
        }
        if (matches(prefix, "Mozilla/")) {
            throw new IllegalArgumentException("firstring.softphone.agents: every browser begins with Mozilla/");
        }
    }

    boolean is(String userAgent) {
        return matches(prefix, userAgent);
    }

    private static boolean matches(String prefix, String userAgent) {
        return userAgent.regionMatches(true, 0, prefix, 0, prefix.length());
    }
}
