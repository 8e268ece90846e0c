package dev.firstring.messaging.provider.smpp;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The fields of a receipt's text (SMPP 3.4, appendix B), such as {@code id:0972 sub:001 dlvrd:001 stat:DELIVRD err:000
 * text:Your}. Networks reorder and omit fields, write their names in full, and separate them by blanks, commas or
 * nothing. Everything after {@code text} belongs to the message and is ignored. Immutable.
 */
record ReceiptFields(Map<Field, String> values) {

    /** A field and the names that networks use for it. */
    enum Field {
        ID("(?<![a-z])(?:message|msg|sms)?[ _-]?id(?:entifier)?"),
        SUBMITTED("sub(?:mitted)?"),
        DELIVERED("dlvrd|delivered|dlvd"),
        SUBMIT_DATE("submit(?:ted)?[ _-]?(?:date|time)"),
        DONE_DATE("done[ _-]?(?:date|time)"),
        STATE("(?:message|msg|dlr|delivery|final)?[ _-]?(?:stat|state|status)"),
        ERROR("(?:error|err|network[ _-]?error)[ _-]?(?:code)?"),
        TEXT("(?<![a-z])te?xt");

        private final String names;

        Field(String names) {
            this.names = names;
        }
    }

    private static final Pattern NAME = Pattern.compile(names() + "\\s*[:=]", Pattern.CASE_INSENSITIVE);
    private static final Pattern SEPARATORS = Pattern.compile("^[\\s,;|\"'\\[(]+|[\\s,;|\"'\\])]+$");
    private static final int LONGEST = 4000;

    ReceiptFields {
        values = Map.copyOf(values);
    }

    static ReceiptFields in(String text) {
        String read = text.length() <= LONGEST ? text : text.substring(0, LONGEST);
        Map<Field, String> values = new LinkedHashMap<>();
        Matcher matcher = NAME.matcher(read);
        boolean more = matcher.find();
        while (more) {
            Field field = field(matcher);
            int begin = matcher.end();
            if (field == Field.TEXT && values.containsKey(Field.ID)) {
                break;
            }
            more = matcher.find();
            String value = SEPARATORS
                    .matcher(read.substring(begin, more ? matcher.start() : read.length()))
                    .replaceAll("");
            if (value.isEmpty()) {
                continue;
            }
            if (values.containsKey(Field.TEXT)) {
                // If the text comes first, its words may look like fields, so the last occurrence counts.
                values.put(field, value);
            } else {
                values.putIfAbsent(field, value);
            }
        }
        return new ReceiptFields(values);
    }

    Optional<String> value(Field field) {
        return Optional.ofNullable(values.get(field));
    }

    /** Returns the value up to the first blank or comma, because unlabelled text may follow a field. */
    Optional<String> firstWord(Field field) {
        return value(field).map(value -> value.split("[\\s,;|\"']", 2)[0]).filter(word -> !word.isEmpty());
    }

    private static String names() {
        StringBuilder names = new StringBuilder();
        for (Field field : Field.values()) {
            names.append(names.isEmpty() ? "(?:" : "|")
                    .append("(?<")
                    .append(group(field))
                    .append(">")
                    .append(field.names)
                    .append(")");
        }
        return names.append(")").toString();
    }

    private static String group(Field field) {
        return field.name().replace("_", "").toLowerCase(Locale.ROOT);
    }

    private static Field field(Matcher matcher) {
        for (Field field : Field.values()) {
            if (matcher.group(group(field)) != null) {
                return field;
            }
        }
        throw new IllegalStateException("a name without a field");
    }
}
