package dev.firstring.registrar.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads values of headers as they were sent. */
public final class HeaderValues {

    private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*+\"");
    private static final Pattern TAG =
            Pattern.compile(";\\s*+tag\\s*+=\\s*+([A-Za-z0-9.!%*_+`'~-]{1,200}+)", Pattern.CASE_INSENSITIVE);

    private HeaderValues() {}

    /** Splits a list at its commas, except those in quotes and angle brackets. */
    public static List<String> split(String list) {
        List<String> values = new ArrayList<>();
        boolean quoted = false;
        boolean bracketed = false;
        int begin = 0;
        for (int i = 0; i < list.length(); i++) {
            char next = list.charAt(i);
            if (quoted && next == '\\') {
                i++;
            } else if (next == '"') {
                quoted = !quoted;
            } else if (!quoted && (next == '<' || next == '>')) {
                bracketed = next == '<';
            } else if (next == ',' && !quoted && !bracketed) {
                values.add(list.substring(begin, i).strip());
                begin = i + 1;
            }
        }
        values.add(list.substring(begin).strip());
        return values;
    }

    /** The tag of a From or To header; empty if it has none. */
    public static Optional<String> tag(String value) {
        String plain = QUOTED.matcher(value).replaceAll("");
        int uri = plain.lastIndexOf('>');
        Matcher tag = TAG.matcher(plain.substring(uri + 1));
        return tag.find() ? Optional.of(tag.group(1)) : Optional.empty();
    }

    /** A From or To header without its display name. */
    public static String withoutName(String value) {
        int bracket = QUOTED.matcher(value)
                .replaceAll(name -> "x".repeat(name.group().length()))
                .indexOf('<');
        return bracket < 0 ? value : value.substring(bracket);
    }
}
