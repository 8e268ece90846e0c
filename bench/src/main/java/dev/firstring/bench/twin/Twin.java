package dev.firstring.bench.twin;

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
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The SQL of each step of a flow, for pgbench. Immutable. */
public final class Twin {

    private static final Pattern PLACE = Pattern.compile("\\$(\\d+)");

    private final Map<Step, List<Round>> steps;

    private Twin(Map<Step, List<Round>> steps) {
        this.steps = new EnumMap<>(steps);
    }

    /**
     * A transaction.
     *
     * @param batched whether it processes many flows at once
     */
    private record Round(List<String> statements, boolean explicit, boolean batched) {}

    /** Captures the SQL from a running service. */
    public static Twin capture(Capture capture, Load load, Connection superuser)
            throws IOException, SQLException, InterruptedException {
        Capture.Captured captured = capture.run(load);
        return of(captured.flows(), captured.batches(), new Types(superuser));
    }

    private static Twin of(List<List<CapturedStep>> flows, Batches batches, Types types) throws SQLException {
        List<CapturedStep> pattern = flows.getFirst();
        Map<Step, List<List<List<Parameter>>>> parameters = new EnumMap<>(Step.class);
        Feeding feeding = new Feeding();
        for (int step = 0; step < pattern.size(); step++) {
            List<List<List<Parameter>>> transactions = new ArrayList<>();
            for (int t = 0; t < pattern.get(step).transactions().size(); t++) {
                List<List<Parameter>> statements = new ArrayList<>();
                for (int s = 0;
                        s < pattern.get(step).transactions().get(t).statements().size();
                        s++) {
                    statements.add(parameters(flows, step, t, s, batches, types));
                }
                statements.forEach(
                        list -> list.forEach(parameter -> parameter.slots().forEach(feeding::learn)));
                transactions.add(statements);
            }
            parameters.put(pattern.get(step).step(), transactions);
        }
        Map<Step, List<Round>> steps = new EnumMap<>(Step.class);
        for (CapturedStep step : pattern) {
            steps.put(step.step(), rounds(step, parameters.getOrDefault(step.step(), List.of()), feeding));
        }
        return new Twin(steps);
    }

    private static List<Parameter> parameters(
            List<List<CapturedStep>> flows, int step, int t, int s, Batches batches, Types types) throws SQLException {
        List<Executed> runs = flows.stream()
                .map(flow -> flow.get(step).transactions().get(t).statements().get(s))
                .toList();
        List<Instant> asked = flows.stream().map(flow -> flow.get(step).asked()).toList();
        String sql = runs.getFirst().sql();
        List<String> named = types.of(sql);
        List<Parameter> parameters = new ArrayList<>();
        for (int p = 0; p < named.size(); p++) {
            int place = p;
            parameters.add(parameter(
                    named.get(p),
                    each(runs, run -> run.parameters().get(place)),
                    batches.manyFlows(sql, p),
                    asked,
                    "$" + (p + 1) + " of\n" + sql + "\n"));
        }
        return parameters;
    }

    private static Parameter parameter(
            String type, List<@Nullable String> values, boolean manyFlows, List<Instant> asked, String where) {
        boolean absent = values.stream().allMatch(Objects::isNull);
        if (absent || !type.endsWith("[]")) {
            return new Parameter(null, List.of(new Slot(type, false, values, asked, where)));
        }
        String element = type.substring(0, type.length() - 2);
        List<List<@Nullable String>> arrays = values.stream()
                .map(value -> ArrayText.elements(Objects.requireNonNullElse(value, "")))
                .toList();
        int size = arrays.getFirst().size();
        if (arrays.stream().anyMatch(array -> array.size() != size) || (manyFlows && size != 1)) {
            throw new Slot(type, false, values, asked, where).unknown("has another size from flow to flow");
        }
        List<Slot> slots = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            int at = i;
            slots.add(new Slot(
                    element,
                    manyFlows,
                    each(arrays, array -> array.get(at)),
                    asked,
                    "element " + (i + 1) + " of " + where));
        }
        return new Parameter(manyFlows ? null : type, slots);
    }

    private static <T> List<@Nullable String> each(List<T> all, Function<T, @Nullable String> value) {
        List<@Nullable String> values = new ArrayList<>();
        all.forEach(one -> values.add(value.apply(one)));
        return values;
    }

    private static List<Round> rounds(CapturedStep step, List<List<List<Parameter>>> parameters, Feeding feeding) {
        List<Round> rounds = new ArrayList<>();
        for (int t = 0; t < step.transactions().size(); t++) {
            Transaction transaction = step.transactions().get(t);
            List<String> statements = new ArrayList<>();
            boolean batched = false;
            for (int s = 0; s < transaction.statements().size(); s++) {
                List<Parameter> own = parameters.get(t).get(s);
                batched |= own.stream().anyMatch(Parameter::batched);
                statements.add(filled(transaction.statements().get(s).sql(), own, feeding));
            }
            rounds.add(new Round(statements, transaction.explicit(), batched));
        }
        return rounds;
    }

    private static String filled(String sql, List<Parameter> parameters, Feeding feeding) {
        return PLACE.matcher(sql)
                .replaceAll(place -> Matcher.quoteReplacement(
                        parameters.get(Integer.parseInt(place.group(1)) - 1).sql(feeding)));
    }

    /** The number of statements in each transaction of a step, without BEGIN and COMMIT. */
    public String shape(Step step) {
        List<Round> rounds = steps.getOrDefault(step, List.of());
        return rounds.stream()
                .map(round -> round.statements().size() + (round.batched() ? " (batched over flows)" : ""))
                .collect(Collectors.joining(" + ", step.word() + " ", ""));
    }

    /**
     * A pgbench script. BEGIN is sent together with the first statement, as the service's driver does. The flow number
     * is {@code :base} plus the client's part and a count; {@code :t} is the start of version 7 ids.
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
