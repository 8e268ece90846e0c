package dev.firstring.bench.twin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns parameters into SQL that generates values like the service's for each flow. A value that occurs twice in a flow
 * is generated identically, so that later statements of the twin find the rows of earlier ones. For text that several
 * flows share, such as a country, one of the captured values is used. Not thread-safe.
 */
final class Feeding {

    /** Shorter prefixes may match by coincidence. */
    private static final int SHORTEST_BEGINNING = 4;

    private static final char BAR = '|';

    /** The expression for each list of captured values, one value per flow. */
    private final Map<List<String>, Expression> known = new HashMap<>();

    /**
     * Registers a parameter whose values have a recognizable format; all are registered before any SQL is generated.
     */
    void learn(Slot slot) {
        if (slot.time() || slot.constant()) {
            return;
        }
        List<String> values = slot.present();
        if (!known.containsKey(values)) {
            Expression made = Expression.of(values, slot.type(), known.size());
            if (made != null) {
                known.put(values, made);
            }
        }
    }

    /** The SQL for a parameter. */
    String sql(Slot slot) {
        return slot.array() ? array(slot) : sql(slot, ":n");
    }

    private String array(Slot slot) {
        return "ARRAY(SELECT " + sql(slot, "g.n")
                + " FROM generate_series(CAST(:n AS bigint) - CAST(:batch AS bigint) + 1, CAST(:n AS bigint)) AS g(n)"
                + " ORDER BY g.n)";
    }

    private String sql(Slot slot, String number) {
        if (slot.values().stream().allMatch(value -> value == null)) {
            return "CAST(NULL AS " + slot.type() + ")";
        }
        if (slot.time()) {
            return slot.type().equals("date")
                    ? "CAST(now() AS date)"
                    : "CAST(" + Times.sql(slot) + " AS " + slot.type() + ")";
        }
        if (slot.constant()) {
            return "CAST(" + Expression.literal(slot.present().getFirst()) + " AS " + slot.type() + ")";
        }
        return varied(slot).sql(slot.type(), number);
    }

    private Expression varied(Slot slot) {
        List<String> values = slot.present();
        Expression expression = slot.type().equals("text") ? text(values) : known.get(values);
        if (expression == null) {
            throw slot.unknown("varies from flow to flow");
        }
        return expression;
    }

    private @Nullable Expression text(List<String> values) {
        Expression expression = known.get(values);
        if (expression == null) {
            expression = composed(values);
        }
        if (expression == null) {
            expression = joined(values);
        }
        if (expression == null) {
            expression = beginning(values);
        }
        if (expression == null && values.stream().distinct().count() < values.size()) {
            expression = Expression.chosen(values);
        }
        if (expression == null) {
            expression = Expression.of(values, "text", known.size());
        }
        if (expression == null) {
            expression = Expression.opaque(values, known.size());
        }
        if (expression != null) {
            known.put(values, expression);
        }
        return expression;
    }

    /** Values joined with a bar, such as a number and the device that it was entered on. */
    private @Nullable Expression joined(List<String> values) {
        List<Integer> bars = values.stream().map(value -> value.indexOf(BAR)).toList();
        if (bars.contains(-1)) {
            return null;
        }
        List<String> heads = new ArrayList<>();
        List<String> tails = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            heads.add(values.get(i).substring(0, bars.get(i)));
            tails.add(values.get(i).substring(bars.get(i) + 1));
        }
        Expression head = text(heads);
        Expression tail = text(tails);
        return head == null || tail == null ? null : head.before(String.valueOf(BAR), tail);
    }

    /**
     * The first characters of a known value after a text that flows share, such as the prefix of a number after its
     * country.
     */
    private @Nullable Expression beginning(List<String> values) {
        for (Map.Entry<List<String>, Expression> entry : known.entrySet()) {
            List<String> whole = entry.getKey();
            for (int length = whole.getFirst().length() - 1; length >= SHORTEST_BEGINNING; length--) {
                List<String> heads = heads(values, whole, length);
                if (!heads.isEmpty() && heads.stream().distinct().count() < heads.size()) {
                    return entry.getValue().beginning(Expression.chosen(heads), length);
                }
            }
        }
        return null;
    }

    /** The texts before the given prefix of the whole values; empty if not all values end with that prefix. */
    private static List<String> heads(List<String> values, List<String> whole, int length) {
        List<String> heads = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            String value = values.get(i);
            if (whole.get(i).length() < length || !value.endsWith(whole.get(i).substring(0, length))) {
                return List.of();
            }
            heads.add(value.substring(0, value.length() - length));
        }
        return heads;
    }

    /** A known value between constant texts. */
    private @Nullable Expression composed(List<String> values) {
        for (Map.Entry<List<String>, Expression> entry : known.entrySet()) {
            List<String> inner = entry.getKey();
            int at = values.getFirst().indexOf(inner.getFirst());
            if (at < 0) {
                continue;
            }
            String before = values.getFirst().substring(0, at);
            String after = values.getFirst().substring(at + inner.getFirst().length());
            boolean everywhere = true;
            for (int i = 0; i < values.size(); i++) {
                everywhere &= values.get(i).equals(before + inner.get(i) + after);
            }
            if (everywhere) {
                return entry.getValue().between(before, after);
            }
        }
        return null;
    }
}
