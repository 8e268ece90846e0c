package dev.firstring.bench.twin;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A SQL expression that derives a distinct value for every flow from the flow's number {@code {n}}: with the same
 * variation and length as the service's values, and in order where these are ordered (ids of version 7).
 *
 * @param sql text with {@code {n}} for the number of the flow
 * @param type the type of the value: uuid, bytea or text
 */
record Expression(String sql, String type) {

    static final String N = "{n}";
    /** A flow number is the client's number times this, plus a count. */
    static final long CLIENT = 10_000_000L;

    private static final String SCATTERED = "(CAST({n} AS bigint) * 7368787 % 9999999967)";
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern PHONE = Pattern.compile("\\+[0-9]{8,15}");
    private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{32}|[0-9a-f]{64}");
    private static final Pattern OPAQUE = Pattern.compile("[A-Za-z0-9_.+-]{11,64}");
    private static final int VERSION = 14;
    private static final int HASH = 32;

    /**
     * Returns an expression for the values of a parameter, one value per flow; null if such values cannot be generated.
     */
    static @Nullable Expression of(List<String> values, String type, int id) {
        String md5 = "md5('" + id + "-' || CAST({n} AS text))";
        if (type.equals("bytea")) {
            return new Expression(bytes(id, longest(values) / 2 - 1), "bytea");
        }
        if (all(values, UUID)) {
            boolean ordered = values.stream().allMatch(value -> value.charAt(VERSION) == '7');
            return new Expression("CAST(" + (ordered ? ordered(md5) : md5) + " AS uuid)", "uuid");
        }
        if (!type.equals("text")) {
            return null;
        }
        if (all(values, PHONE)) {
            return new Expression("'+' || CAST(" + SCATTERED + " + 90000000000 AS text)", "text");
        }
        if (all(values, ADDRESS)) {
            return new Expression(
                    "host(CAST('32.0.0.0' AS inet) + CAST({n} AS bigint) / 10000000 % 128 * 2097152"
                            + " + CAST({n} AS bigint) % 10000000 * 7368787 % 2097152)",
                    "text");
        }
        if (all(values, HEX)) {
            return new Expression(longest(values) == HASH ? md5 : "encode(" + bytes(id, HASH) + ", 'hex')", "text");
        }
        return null;
    }

    /** Returns an expression for unique text of plain characters without a known format; null for other text. */
    static @Nullable Expression opaque(List<String> values, int id) {
        if (!all(values, OPAQUE)) {
            return null;
        }
        String head = "substr(encode(" + bytes(id, HASH) + ", 'hex'), 1, " + (longest(values) - 10) + ")";
        return new Expression(head + " || lpad(CAST(" + SCATTERED + " AS text), 10, '0')", "text");
    }

    /**
     * Returns an expression that picks one of the captured texts, for values that flows share, with the same frequency.
     */
    static Expression chosen(List<String> values) {
        return new Expression(
                "(ARRAY[" + values.stream().map(Expression::literal).collect(Collectors.joining(", "))
                        + "])[1 + CAST({n} AS bigint) % " + values.size() + "]",
                "text");
    }

    /** The first characters of the value, prefixed with another expression. */
    Expression beginning(Expression head, int length) {
        return new Expression(head.sql() + " || left(CAST(" + sql + " AS text), " + length + ")", "text");
    }

    /** The concatenation of the value, a constant text and another value. */
    Expression before(String between, Expression other) {
        return new Expression(
                "CAST(" + sql + " AS text) || " + literal(between) + " || CAST(" + other.sql + " AS text)", "text");
    }

    /** The value between constant texts. */
    Expression between(String before, String after) {
        String text = "CAST(" + sql + " AS text)";
        return new Expression(
                (before.isEmpty() ? "" : literal(before) + " || ")
                        + text
                        + (after.isEmpty() ? "" : " || " + literal(after)),
                "text");
    }

    /** The SQL for a flow number, cast to a type. */
    String sql(String wanted, String number) {
        String made = sql.replace(N, number);
        return wanted.equals(type) ? "(" + made + ")" : "CAST(" + made + " AS " + wanted + ")";
    }

    /** A SQL literal that pgbench does not mistake for one of its variables. */
    static String literal(String text) {
        String quoted = "'" + text.replace("'", "''").replaceAll(":(?=[A-Za-z0-9_])", ":' || '") + "'";
        return quoted.contains("' || '") ? "(" + quoted + ")" : quoted;
    }

    private static String ordered(String md5) {
        return "lpad(to_hex(CAST(:t AS bigint) + CAST({n} AS bigint) % " + CLIENT + "), 12, '0') || '7' || substr("
                + md5 + ", 1, 3) || 'a' || substr(" + md5 + ", 4, 15)";
    }

    private static String bytes(int id, int length) {
        StringBuilder sql = new StringBuilder();
        for (int part = 0; part * HASH < length; part++) {
            sql.append(part == 0 ? "" : " || ")
                    .append("sha256(CAST('" + id + "-" + part + "-' || CAST({n} AS text) AS bytea))");
        }
        return length % HASH == 0 && length > 0 ? sql.toString() : "substr(" + sql + ", 1, " + length + ")";
    }

    private static boolean all(List<String> values, Pattern pattern) {
        return values.stream().allMatch(value -> pattern.matcher(value).matches());
    }

    private static int longest(List<String> values) {
        return values.stream().mapToInt(String::length).max().orElse(0);
    }
}
