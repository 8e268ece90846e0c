package dev.firstring.phone.reading;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Old forms of numbers that live on in address books and stand for exactly one new number, so that both are one number
 * to this service (TEL-5, TEL-6). An old form is never itself a valid number.
 */
public final class Renumbering {

    private record Rule(Pattern old, String now) {}

    private static final List<Rule> RULES = List.of(
            // Benin put 01 before every eight-digit number in November 2024.
            new Rule(Pattern.compile("\\+229([0-9]{8})"), "+22901$1"),
            // Mexico dropped the mobile digit 1 after its country code in August 2019.
            new Rule(Pattern.compile("\\+521([0-9]{10})"), "+52$1"));

    private Renumbering() {}

    /** The number of today for one in E.164; the same text if no rule applies. */
    public static String today(String e164) {
        for (Rule rule : RULES) {
            var matcher = rule.old().matcher(e164);
            if (matcher.matches()) {
                return matcher.replaceFirst(rule.now());
            }
        }
        return e164;
    }
}
