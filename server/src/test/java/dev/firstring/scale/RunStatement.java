package dev.firstring.scale;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A statement that ran, and its plan with what was really read.
 *
 * @param text as it was sent, without line breaks and doubled blanks, a parameter being a question mark
 */
public record RunStatement(String text, JsonNode plan) {

    public RunStatement {
        text = plain(text);
    }

    /** The text without what tells two spellings of one statement apart. */
    public static String plain(String sql) {
        return sql.replaceAll("\\$\\d+", "?").replaceAll("\\s+", " ").strip();
    }

    /** The rows that all scans of the plan looked at, those that a filter threw away included. */
    public long rowsRead() {
        return scans(plan).stream().mapToLong(RunStatement::read).sum();
    }

    /** The large tables that were read from end to end, or an index of theirs was, though nothing says which row is wanted. */
    public List<String> readWhole(Set<String> large) {
        return scans(plan).stream()
                .filter(scan -> large.contains(scan.path("Relation Name").asString("")))
                .filter(scan -> scan.path("Node Type").asString().equals("Seq Scan"))
                .filter(scan -> scan.path("Actual Loops").asDouble() > 0)
                .map(scan -> scan.path("Relation Name").asString())
                .toList();
    }

    /**
     * The large tables that the plan reads from end to end, or an index of theirs where nothing stops it early. For a plan that was
     * not run.
     */
    public List<String> wouldReadWhole(Set<String> large) {
        List<String> whole = new ArrayList<>();
        wholes(plan, large, false, whole);
        return whole;
    }

    private static void wholes(JsonNode node, Set<String> large, boolean limited, List<String> found) {
        String type = node.path("Node Type").asString("");
        boolean all = type.equals("Seq Scan")
                || (type.startsWith("Index")
                        && type.endsWith("Scan")
                        && !node.has("Index Cond")
                        && !limited
                        && node.path("Plan Rows").asDouble() > LargeDatabase.LARGE);
        if (all && large.contains(node.path("Relation Name").asString(""))) {
            found.add(node.path("Relation Name").asString());
        }
        boolean below = limited || type.equals("Limit");
        node.path("Plans").forEach(child -> wholes(child, large, below, found));
    }

    private static long read(JsonNode scan) {
        double rows = scan.path("Actual Rows").asDouble()
                + scan.path("Rows Removed by Filter").asDouble()
                + scan.path("Rows Removed by Index Recheck").asDouble();
        return Math.round(rows * scan.path("Actual Loops").asDouble());
    }

    private static List<JsonNode> scans(JsonNode node) {
        List<JsonNode> found = new ArrayList<>();
        collect(node, found);
        return found;
    }

    private static void collect(JsonNode node, List<JsonNode> found) {
        if (node.has("Relation Name") && node.path("Node Type").asString().endsWith("Scan")) {
            found.add(node);
        }
        node.path("Plans").forEach(child -> collect(child, found));
    }
}
