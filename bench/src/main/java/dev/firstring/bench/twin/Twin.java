package dev.firstring.bench.twin;

import dev.firstring.bench.BenchFailure;
import dev.firstring.bench.load.Load;
import dev.firstring.bench.load.Step;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The SQL of each step of a flow, as pgbench can run it. Immutable. */
public final class Twin {

    private static final Pattern PLACE = Pattern.compile("\\$(\\d+)");

    private final Map<Step, List<Round>> steps;

    private Twin(Map<Step, List<Round>> steps) {
        this.steps = new EnumMap<>(steps);
    }

    /**
     * A transaction.
     *
     * @param batched whether it works on many flows at once
     */
    private record Round(List<String> statements, boolean explicit, boolean batched) {}

    /** Captures it from a running service. */
    public static Twin capture(Capture capture, Load load, Connection superuser)
            throws IOException, SQLException, InterruptedException {
        return of(capture.run(load), new Types(superuser));
    }

    private static Twin of(List<List<CapturedStep>> flows, Types types) throws SQLException {
        List<CapturedStep> pattern = flows.getFirst();
        Map<Step, List<List<List<Slot>>>> slots = new EnumMap<>(Step.class);
        Feeding feeding = new Feeding();
        for (int step = 0; step < pattern.size(); step++) {
            List<List<List<Slot>>> transactions = new ArrayList<>();
            for (int t = 0; t < pattern.get(step).transactions().size(); t++) {
                List<List<Slot>> statements = new ArrayList<>();
                for (int s = 0;
                        s < pattern.get(step).transactions().get(t).statements().size();
                        s++) {
                    statements.add(slots(flows, step, t, s, types));
                }
                statements.forEach(list -> list.forEach(feeding::learn));
                transactions.add(statements);
            }
            slots.put(pattern.get(step).step(), transactions);
        }
        Map<Step, List<Round>> steps = new EnumMap<>(Step.class);
        for (CapturedStep step : pattern) {
            steps.put(step.step(), rounds(step, slots.getOrDefault(step.step(), List.of()), feeding));
        }
        return new Twin(steps);
    }

    private static List<Slot> slots(List<List<CapturedStep>> flows, int step, int t, int s, Types types)
            throws SQLException {
        List<Executed> runs = flows.stream()
                .map(flow -> flow.get(step).transactions().get(t).statements().get(s))
                .toList();
        List<Instant> asked = flows.stream().map(flow -> flow.get(step).asked()).toList();
        String sql = runs.getFirst().sql();
        List<String> named = types.of(sql);
        List<Slot> slots = new ArrayList<>();
        for (int p = 0; p < named.size(); p++) {
            String type = named.get(p);
            boolean array = type.endsWith("[]");
            List<@Nullable String> values = new ArrayList<>();
            for (Executed run : runs) {
                String value = run.parameters().get(p);
                values.add(array ? element(value, sql) : value);
            }
            slots.add(new Slot(
                    array ? type.substring(0, type.length() - 2) : type,
                    array,
                    values,
                    asked,
                    "$" + (p + 1) + " of\n" + sql + "\n"));
        }
        return slots;
    }

    /** The only element of an array. */
    private static @Nullable String element(@Nullable String array, String sql) {
        if (array == null || !array.startsWith("{") || !array.endsWith("}")) {
            throw new BenchFailure("not an array of one dimension: " + array + " in\n" + sql);
        }
        String inner = array.substring(1, array.length() - 1);
        if (inner.startsWith("\"")) {
            return inner.substring(1, inner.length() - 1).replaceAll("\\\\(.)", "$1");
        }
        if (inner.isEmpty() || inner.contains(",")) {
            throw new BenchFailure("the twin feeds arrays of one element a flow, not " + array + " in\n" + sql);
        }
        return inner.equals("NULL") ? null : inner;
    }

    private static List<Round> rounds(CapturedStep step, List<List<List<Slot>>> slots, Feeding feeding) {
        List<Round> rounds = new ArrayList<>();
        for (int t = 0; t < step.transactions().size(); t++) {
            Transaction transaction = step.transactions().get(t);
            List<String> statements = new ArrayList<>();
            boolean batched = false;
            for (int s = 0; s < transaction.statements().size(); s++) {
                List<Slot> own = slots.get(t).get(s);
                batched |= own.stream().anyMatch(Slot::array);
                statements.add(filled(transaction.statements().get(s).sql(), own, feeding));
            }
            rounds.add(new Round(statements, transaction.explicit(), batched));
        }
        return rounds;
    }

    private static String filled(String sql, List<Slot> slots, Feeding feeding) {
        return PLACE.matcher(sql)
                .replaceAll(place ->
                        Matcher.quoteReplacement(feeding.sql(slots.get(Integer.parseInt(place.group(1)) - 1))));
    }

    /** How many statements a step asks for, BEGIN and COMMIT not counted, and in how many transactions. */
    public String shape(Step step) {
        List<Round> rounds = steps.getOrDefault(step, List.of());
        return rounds.stream()
                .map(round -> round.statements().size() + (round.batched() ? " (batched over flows)" : ""))
                .collect(Collectors.joining(" + ", step.word() + " ", ""));
    }

    /**
     * A script for pgbench. BEGIN goes out together with the first statement, as the service's driver has it. The number
     * of a flow is {@code :base}, the client and a count; {@code :t} is where ids of version 7 begin.
     */
    public String script(List<Step> wanted) {
        StringBuilder script = new StringBuilder("""
                \\set i :i + 1
                \\set n :base + :client_id * %d + :i
                \\if :i = 1
                SELECT 1;
                \\endif
                """.formatted(Expression.CLIENT));
        for (Step step : wanted) {
            for (Round round : steps.getOrDefault(step, List.of())) {
                script.append(round.batched() ? "\\if :i % :batch = 0\n" : "");
                if (round.explicit()) {
                    script.append("\\startpipeline\nBEGIN;\n")
                            .append(round.statements().getFirst())
                            .append(";\n\\endpipeline\n");
                    round.statements().stream()
                            .skip(1)
                            .forEach(statement -> script.append(statement).append(";\n"));
                    script.append("COMMIT;\n");
                } else {
                    round.statements()
                            .forEach(statement -> script.append(statement).append(";\n"));
                }
                script.append(round.batched() ? "\\endif\n" : "");
            }
        }
        return script.toString();
    }
}
