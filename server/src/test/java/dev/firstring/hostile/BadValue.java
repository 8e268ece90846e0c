package dev.firstring.hostile;

import dev.firstring.hostile.Operation.Field;
import dev.firstring.hostile.Operation.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A value that a field might get.
 *
 * @param json how it is written; empty to leave the field out
 */
record BadValue(String name, String json, Verdict verdict) {

    /** What must come of it. */
    enum Verdict {
        /** VALIDATION_FAILED, naming the field. */
        NAMED,
        /** A refusal that has a right to a code of its own, or VALIDATION_FAILED naming the field. */
        REFUSED,
        /** MALFORMED_REQUEST: no sound JSON. */
        MALFORMED,
        /** Whatever comes, this field is not to blame. */
        FINE,
        /** Anything but a fault. */
        ANY
    }

    private static final Set<String> BLANK = Set.of("", " ", "  \\t ");

    static List<BadValue> of(Field field) {
        List<BadValue> values = new ArrayList<>();
        // Apps must name a token, browsers have it in a cookie: absent, it is required of some.
        Verdict absent = field.required() ? Verdict.NAMED : field.kind() == Kind.TOKEN ? Verdict.ANY : Verdict.FINE;
        values.add(new BadValue("missing", "", absent));
        values.add(new BadValue("null", "null", absent));
        types(field, values);
        texts(field, values);
        lengths(field, values);
        for (String half : List.of("\\ud800", "x\\udc00", "\\ud800\\ud800", "\\udc00\\ud800", "\\ud83dx")) {
            values.add(new BadValue("half a surrogate pair", "\"" + half + "\"", Verdict.MALFORMED));
        }
        values.add(new BadValue("raw NUL", "\"a\0b\"", Verdict.MALFORMED));
        values.add(new BadValue("raw line break", "\"a\nb\"", Verdict.MALFORMED));
        values.add(new BadValue("very long number", "9".repeat(400), Verdict.MALFORMED));
        values.add(new BadValue("very long text", "\"" + "x".repeat(8193) + "\"", Verdict.MALFORMED));
        return values;
    }

    private static void types(Field field, List<BadValue> values) {
        for (String json : List.of("123456", "-1", "1.5", "1e30", "[]", "[\"a\"]", "{}", "{\"a\":\"b\"}")) {
            values.add(new BadValue("wrong type", json, Verdict.NAMED));
        }
        values.add(new BadValue("boolean", "true", field.kind() == Kind.FLAG ? Verdict.FINE : Verdict.NAMED));
    }

    private static void texts(Field field, List<BadValue> values) {
        Verdict empty = switch (field.kind()) {
            case TEXT, ASCII, CHOICE, CODE, FLAG, COUNT -> Verdict.NAMED;
            case NUMBER -> Verdict.REFUSED;
            case TOKEN -> Verdict.ANY;
        };
        for (String text : List.of(
                "",
                " ",
                "  \\t ",
                "\\u200b\\u200b",
                "\\ufeff",
                "\\u2060",
                "\\u0000",
                "a\\u0000b",
                "a\\u0007b",
                "a\\u001bb",
                "a\\u0085b",
                "a\\r\\nSet-Cookie: b=c",
                "a\\u2028b",
                "a\\u202eb",
                "a\\u2066b",
                "a\\uffffb",
                "\u202ea\u202c")) {
            values.add(new BadValue(
                    "text that must not be",
                    "\"" + text + "\"",
                    BLANK.contains(text) && mayBeBlank(field) ? Verdict.FINE : empty));
        }
        for (String text : List.of(
                "\u05e9\u05dc\u05d5\u05dd",
                "\\ud83d\\ude00",
                "\ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67",
                "'; DROP TABLE account; --",
                "' OR '1'='1",
                "*)(uid=*))(|(uid=*",
                "<script>alert(1)</script>",
                "${jndi:ldap://127.0.0.1:1/a}",
                "{{7*7}} #{7*7} ${7*7}",
                "%s%n%x {0} '{1}'",
                "../../../../etc/passwd",
                "constructor",
                "NaN")) {
            values.add(new BadValue("text that looks like something", "\"" + text + "\"", Verdict.ANY));
        }
    }

    /** A blank text means that the field is absent, where it may be. */
    private static boolean mayBeBlank(Field field) {
        return !field.required()
                && switch (field.kind()) {
                    case TEXT, ASCII, CHOICE, NUMBER -> true;
                    case CODE, TOKEN, FLAG, COUNT -> false;
                };
    }

    private static void lengths(Field field, List<BadValue> values) {
        Verdict tooLong = switch (field.kind()) {
            case NUMBER -> Verdict.REFUSED;
            case TOKEN -> Verdict.ANY;
            case TEXT, ASCII, CHOICE, CODE, FLAG, COUNT -> Verdict.NAMED;
        };
        values.add(new BadValue("one too long", "\"" + "x".repeat(field.max() + 1) + "\"", tooLong));
        values.add(new BadValue("much too long", "\"" + "9".repeat(8000) + "\"", tooLong));
        if (field.kind() == Kind.TEXT || field.kind() == Kind.ASCII) {
            values.add(new BadValue("just as long", "\"" + "x".repeat(field.max()) + "\"", Verdict.FINE));
        }
        if (field.kind() == Kind.TEXT && field.max() <= 128) {
            values.add(new BadValue("emoji, just as many", quoted("\ud83d\ude00".repeat(field.max())), Verdict.FINE));
            values.add(new BadValue("emoji, one too many", quoted("\ud83d\ude00".repeat(field.max() + 1)), tooLong));
            values.add(new BadValue("decomposed, just as many", quoted("e\u0301".repeat(field.max())), Verdict.FINE));
            values.add(new BadValue("accents without end", quoted("e" + "\u0301".repeat(2000)), tooLong));
        }
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }
}
