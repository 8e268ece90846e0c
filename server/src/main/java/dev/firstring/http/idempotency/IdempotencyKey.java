package dev.firstring.http.idempotency;

import dev.firstring.http.Problem;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The value of the field {@code Idempotency-Key} (IK-1): a structured string (RFC 9651) of 1 to 255 visible characters,
 * and at least {@value #SHORTEST_OF_ANONYMOUS} for anonymous callers, since many of them can share an address. A key
 * without quotes is also accepted.
 *
 * @param value the key without quotes and escapes
 */
record IdempotencyKey(String value) {

    /** The name of the field. */
    static final String HEADER = "Idempotency-Key";

    private static final int SHORTEST_OF_ANONYMOUS = 16;
    private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7E]{1,255}");
    private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"\\\\]|\\\\[\"\\\\])*+)\"");
    private static final Pattern BARE = Pattern.compile("[^\",;\\\\]+");

    /**
     * Parses the field.
     *
     * @param known whether the caller is authenticated
     * @throws Problem.Refusal with VALIDATION_FAILED if the field occurs more than once or is not a valid key
     */
    static IdempotencyKey of(Enumeration<String> fields, boolean known) {
        List<String> lines = Collections.list(fields);
        String written = lines.size() == 1 ? lines.getFirst().strip() : "";
        String value = "";
        if (QUOTED.matcher(written).matches()) {
            value = written.substring(1, written.length() - 1).replaceAll("\\\\([\"\\\\])", "$1");
        } else if (BARE.matcher(written).matches()) {
            value = written;
        }
        if (!VISIBLE.matcher(value).matches()) {
            throw Problem.validation(List.of(Problem.Violation.of(HEADER, "field.pattern")))
                    .asRefusal();
        }
        if (!known && value.length() < SHORTEST_OF_ANONYMOUS) {
            throw Problem.validation(List.of(Problem.Violation.of(HEADER, "field.too-short", SHORTEST_OF_ANONYMOUS)))
                    .asRefusal();
        }
        return new IdempotencyKey(value);
    }
}
