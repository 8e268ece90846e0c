package dev.firstring.chaos.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The results of all checks. Thread-safe. */
public final class Findings {

    private static final int SHOWN = 5;

    private final Map<String, List<String>> wrong = new LinkedHashMap<>();
    private final Map<String, Long> looked = new LinkedHashMap<>();

    /** Records a check of {@code count} items and its violations. */
    public synchronized void checked(String rule, long count, Collection<String> violations) {
        looked.merge(rule, count, Long::sum);
        wrong.computeIfAbsent(rule, name -> new ArrayList<>()).addAll(violations);
    }

    public synchronized boolean clean() {
        return wrong.values().stream().allMatch(List::isEmpty);
    }

    /** A table with one line per rule, followed by its first violations. */
    public synchronized String table() {
        StringBuilder table = new StringBuilder(String.format(Locale.ROOT, "%8s %8s  rule%n", "checked", "wrong"));
        wrong.forEach((rule, violations) -> {
            table.append(String.format(Locale.ROOT, "%8d %8d  %s%n", looked.get(rule), violations.size(), rule));
            violations.stream()
                    .limit(SHOWN)
                    .forEach(one ->
                            table.append("                     ! ").append(one).append(System.lineSeparator()));
        });
        return table.toString();
    }
}
