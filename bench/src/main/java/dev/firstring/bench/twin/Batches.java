package dev.firstring.bench.twin;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells an array that the service fills from many flows from one that belongs to a single flow: when many flows run at once,
 * the first kind has more elements than when one runs alone. Immutable.
 */
final class Batches {

    /** The most elements of each parameter, by the statement's text. */
    private final Map<String, int[]> largest = new HashMap<>();

    /**
     * @param alone what was asked while one flow ran after the other
     * @param together what was asked while many ran at once
     */
    Batches(Collection<Executed> alone, Collection<Executed> together) {
        Map<String, int[]> single = new HashMap<>();
        alone.forEach(run -> measure(run, single));
        together.forEach(run -> measure(run, largest));
        largest.forEach((sql, sizes) -> {
            int[] before = single.getOrDefault(sql, new int[0]);
            for (int i = 0; i < sizes.length; i++) {
                sizes[i] -= i < before.length ? before[i] : sizes[i];
            }
        });
    }

    /** Whether the parameter at this place, from 0, has elements of many flows. */
    boolean manyFlows(String sql, int place) {
        int[] grown = largest.getOrDefault(sql, new int[0]);
        return place < grown.length && grown[place] > 0;
    }

    private static void measure(Executed run, Map<String, int[]> into) {
        List<@Nullable String> parameters = run.parameters();
        int[] sizes = into.computeIfAbsent(run.sql(), sql -> new int[parameters.size()]);
        for (int i = 0; i < Math.min(sizes.length, parameters.size()); i++) {
            String value = parameters.get(i);
            // What only looks like an array has a type that says so, and is never asked for here.
            if (value != null && value.startsWith("{") && value.endsWith("}") && !value.startsWith("{{")) {
                sizes[i] = Math.max(sizes[i], ArrayText.elements(value).size());
            }
        }
    }
}
