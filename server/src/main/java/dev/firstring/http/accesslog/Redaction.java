package dev.firstring.http.accesslog;

import java.util.regex.Pattern;

/**
 * Takes bearer secrets that have to stand in URLs out of a line of a log: tokens of provisioning links and ids of onboarding
 * sessions (ASVS 14.2.1), plain or percent-encoded as in a query. What is left tells which route was called.
 */
final class Redaction {

    private static final String MASK = "***";

    /** Begins with the second group what is not to be seen. */
    private static final Pattern SECRET = Pattern.compile(
            "(?i)(provisioning(?:/|%2F)+(?!me(?![A-Za-z0-9_-]))|session(?:/|%2F)+(?!extend(?![A-Za-z0-9_-]))"
                    + "|session_?id(?:=|%3D))([^\\s\"/?&#%]|%(?!2F|3F|26|23))+");

    private Redaction() {}

    static String of(String line) {
        return SECRET.matcher(line).replaceAll("$1" + MASK);
    }
}
