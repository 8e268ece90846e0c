package dev.firstring.bench.twin;

import dev.firstring.bench.BenchFailure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses one-dimensional arrays in PostgreSQL's text format, such as {@code {FR,"two words",NULL}}. */
final class ArrayText {

    private ArrayText() {}

    /**
     * Returns the elements in order; null for NULL.
     *
     * @throws BenchFailure if the text is not a one-dimensional array
     */
    static List<@Nullable String> elements(String text) {
        if (!text.startsWith("{") || !text.endsWith("}") || text.startsWith("{{")) {
            throw new BenchFailure("not an array of one dimension: " + text);
        }
        List<@Nullable String> elements = new ArrayList<>();
        StringBuilder element = new StringBuilder();
        boolean quoted = false;
        boolean wasQuoted = false;
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\') {
                i++;
                element.append(text.charAt(i));
            } else if (c == '"') {
                quoted = !quoted;
                wasQuoted = true;
            } else if (!quoted && (c == ',' || i == text.length() - 1)) {
                if (c == ',' || wasQuoted || !element.isEmpty() || !elements.isEmpty()) {
                    elements.add(!wasQuoted && element.toString().equals("NULL") ? null : element.toString());
                }
                element.setLength(0);
                wasQuoted = false;
            } else {
                element.append(c);
            }
        }
        return elements;
    }
}
