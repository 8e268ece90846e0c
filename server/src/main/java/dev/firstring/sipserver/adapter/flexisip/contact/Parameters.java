package dev.firstring.sipserver.adapter.flexisip.contact;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/** {@code name} or {@code name=value}, in order. A name counts in any case; where it comes twice, the last one does. */
record Parameters(List<Parameter> all) {

    /** Enough for any time in seconds, and far from where sums of two overflow. */
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,11}");

    /** @param text as it stood, name and value */
    record Parameter(String name, String value, String text) {

        static Parameter of(String text) {
            int equals = text.indexOf('=');
            String name = equals < 0 ? text : text.substring(0, equals);
            String value = equals < 0 ? "" : text.substring(equals + 1);
            return new Parameter(name.strip().toLowerCase(Locale.ROOT), unquoted(value.strip()), text);
        }
    }

    /** Reads {@code ;a=b;c="d;e"}: a semicolon within quotation marks separates nothing. */
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

    /** Reads {@code a=b&c=d}. */
    static Parameters ampersands(String text) {
        List<Parameter> found = new ArrayList<>();
        for (String each : text.split("&", -1)) {
            add(found, each);
        }
        return new Parameters(List.copyOf(found));
    }

    /** Where the quoted string that begins at {@code start} ends; below zero where it does not. */
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

    /** The text within quotation marks; the same text where there are none. */
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

    /** All others, each with a semicolon before it. */
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
