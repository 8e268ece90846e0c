package dev.firstring.phone.reading;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Ranges that the operator refuses, such as disposable or VoIP numbers. They are listed in a file with one prefix per
 * line, with or without its plus sign and blanks; {@code #} begins a comment. Immutable.
 */
public final class RefusedRanges {

    private static final Pattern PREFIX = Pattern.compile("\\+[1-9][0-9]{1,14}");
    private static final int SHORTEST = 3;

    private final Set<String> prefixes;

    private RefusedRanges(Set<String> prefixes) {
        this.prefixes = Set.copyOf(prefixes);
    }

    /**
     * Reads the ranges.
     *
     * @param file null for no ranges
     * @throws IllegalArgumentException if the file cannot be read or one of its lines is not a prefix
     */
    public static RefusedRanges in(@Nullable Path file) {
        if (file == null) {
            return new RefusedRanges(Set.of());
        }
        Set<String> prefixes = new HashSet<>();
        List<String> lines = lines(file);
        for (int i = 0; i < lines.size(); i++) {
            String text = lines.get(i).replaceFirst("#.*", "").replaceAll("\\s", "");
            if (!text.isEmpty()) {
                String prefix = text.startsWith("+") ? text : "+" + text;
                if (!PREFIX.matcher(prefix).matches()) {
                    throw new IllegalArgumentException("firstring.numbers.refused-ranges: line " + (i + 1) + " of "
                            + file + " is no prefix such as +33700");
                }
                prefixes.add(prefix);
            }
        }
        return new RefusedRanges(prefixes);
    }

    /** Whether a number in E.164 begins with one of the prefixes. */
    public boolean contain(String e164) {
        for (int length = SHORTEST; length <= e164.length() && !prefixes.isEmpty(); length++) {
            if (prefixes.contains(e164.substring(0, length))) {
                return true;
            }
        }
        return false;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new IllegalArgumentException("firstring.numbers.refused-ranges: " + file + " cannot be read", e);
        }
    }
}
