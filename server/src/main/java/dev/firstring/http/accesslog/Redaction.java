package dev.firstring.http.accesslog;

import java.util.regex.Pattern;

/**
 * Takes bearer secrets that have to stand in URLs out of a line of a log: tokens of provisioning links and ids of onboarding
 * sessions (ASVS 14.2.1), plain or percent-encoded as in a query. What is left tells which route was called.
 */
final class Redaction {

    private static final String MASK = "***";

    /** What leads to a secret, and then all to the end of the part of the URL. No group is repeated: lines can be long. */
    private static final Pattern SECRET = Pattern.compile(
            "(?i)(provisioning(?:/|%2F){1,3}(?!me(?![A-Za-z0-9_-]))|session(?:/|%2F){1,3}(?!extend(?![A-Za-z0-9_-]))"
                    + "|session_?id(?:=|%3D))[^\\s\"/?&#]++");

    private Redaction() {}

    static String of(String line) {
        return SECRET.matcher(line).replaceAll("$1" + MASK);
    }
}
