package dev.firstring.sipserver.adapter.flexisip.contact;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Parameters {@code name} or {@code name=value}, in order. Names are case-insensitive; the last of several values
 * counts.
 */
record Parameters(List<Parameter> all) {

    /** Enough digits for any time in seconds; the sum of two such numbers does not overflow. */
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,11}");

    /**
     * One parameter.
     *
     * @param text the original text, name and value
     */
    record Parameter(String name, String value, String text) {

        static Parameter of(String text) {
            int equals = text.indexOf('=');
            String name = equals < 0 ? text : text.substring(0, equals);
            String value = equals < 0 ? "" : text.substring(equals + 1);
            return new Parameter(name.strip().toLowerCase(Locale.ROOT), unquoted(value.strip()), text);
        }
    }

    /** Parses {@code ;a=b;c="d;e"}; a semicolon in a quoted string is not a delimiter. */
    static Parameters semicolons(String text) {
        List<Parameter> found = new ArrayList<>();
        int start = 0;
        int at = 0;
        while (at <= text.length()) {
            char each = at < text.length() ? text.charAt(at) : ';';
            if (each == '"') {
                int end = endOfQuoted(text, at);
                at = end < 0 ? text.length() : end + 1;
                continue;
            }
            if (each == ';') {
                add(found, text.substring(start, at));
                start = at + 1;
            }
            at++;
        }
        return new Parameters(List.copyOf(found));
    }

    /** Parses {@code a=b&c=d}. */
    static Parameters ampersands(String text) {
        List<Parameter> found = new ArrayList<>();
        for (String each : text.split("&", -1)) {
            add(found, each);
        }
        return new Parameters(List.copyOf(found));
    }

    /** The index of the quotation mark that closes the string opened at {@code start}; negative if it is not closed. */
    static int endOfQuoted(String text, int start) {
        for (int i = start + 1; i < text.length(); i++) {
            char each = text.charAt(i);
            if (each == '\\') {
                i++;
            } else if (each == '"') {
                return i;
            }
        }
        return -1;
    }

    /** The content of a quoted string; other text is returned unchanged. */
    static String unquoted(String text) {
        boolean isQuoted = text.startsWith("\"") && endOfQuoted(text, 0) == text.length() - 1;
        return isQuoted ? text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1") : text;
    }

    Optional<String> value(String name) {
        return all.reversed().stream()
                .filter(each -> each.name().equalsIgnoreCase(name))
                .map(Parameter::value)
                .findFirst();
    }

    OptionalLong number(String name) {
        return value(name)
                .filter(text -> NUMBER.matcher(text).matches())
                .map(text -> OptionalLong.of(Long.parseLong(text)))
                .orElse(OptionalLong.empty());
    }

    boolean isFirst(String name) {
        return !all.isEmpty() && all.getFirst().name().equals(name);
    }

    /** The text of all other parameters, each with a leading semicolon. */
    String without(Set<String> names) {
        StringBuilder rest = new StringBuilder();
        all.stream()
                .filter(each -> !names.contains(each.name()))
                .forEach(each -> rest.append(';').append(each.text()));
        return rest.toString();
    }

    private static void add(List<Parameter> found, String text) {
        if (!text.isBlank()) {
            found.add(Parameter.of(text));
        }
    }
}
