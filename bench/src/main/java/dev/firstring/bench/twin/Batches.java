package dev.firstring.bench.twin;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Distinguishes arrays that the service fills from many flows from those of a single flow: the former have more
 * elements when many flows run concurrently. Immutable.
 */
final class Batches {

    /** For each parameter, how many more elements it has with concurrent flows, by the statement's text. */
    private final Map<String, int[]> largest = new HashMap<>();

    /**
     * @param alone the statements executed while flows ran one after another
     * @param together the statements executed while many flows ran concurrently
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

    /** Whether the parameter at this place, from 0, contains elements of many flows. */
    boolean manyFlows(String sql, int place) {
        int[] grown = largest.getOrDefault(sql, new int[0]);
        return place < grown.length && grown[place] > 0;
    }

    private static void measure(Executed run, Map<String, int[]> into) {
        List<@Nullable String> parameters = run.parameters();
        int[] sizes = into.computeIfAbsent(run.sql(), sql -> new int[parameters.size()]);
        for (int i = 0; i < Math.min(sizes.length, parameters.size()); i++) {
            String value = parameters.get(i);
            // Other values in braces have another type and are never looked up.
            if (value != null && value.startsWith("{") && value.endsWith("}") && !value.startsWith("{{")) {
                sizes[i] = Math.max(sizes[i], ArrayText.elements(value).size());
            }
        }
    }
}
