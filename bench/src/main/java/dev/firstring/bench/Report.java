package dev.firstring.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.firstring.bench.host.Processors;
import dev.firstring.bench.load.Latency;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The result of a run.
 *
 * @param what the unit of work: a flow, or a single step
 * @param ratio the ratio of the medians, service to twin
 * @param ratioByProcessorTime the ratio if processors were the only bottleneck and no other process used them:
 *     processor time of a flow of the twin to that of a flow of the service
 * @param batch the number of flows whose messages the twin settles at once, equal to the service's mean
 * @param statements the statements of each transaction of each step
 * @param rowsEach the rows that the service wrote per flow or step
 * @param peakMebibytes the peak memory of the service
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Report(
        Instant at,
        String what,
        int clients,
        int seconds,
        int processors,
        double servicePerSecond,
        double pgbenchPerSecond,
        double ratio,
        double ratioByProcessorTime,
        int batch,
        List<String> statements,
        Map<String, Double> rowsEach,
        long peakMebibytes,
        List<Round> service,
        List<Round> pgbench) {

    /** One round. */
    record Round(double perSecond, long done, Map<String, Latency> latencyMillis, Processors.Used processorSeconds) {

        static Round of(Side side) {
            return new Round(
                    Math.round(side.perSecond() * 10) / 10.0,
                    side.done(),
                    side.latencyMillis(),
                    side.processorSeconds());
        }
    }

    static double median(List<Side> sides) {
        List<Double> sorted = sides.stream().map(Side::perSecond).sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** The processor time per flow or step, of all processes involved. */
    static double secondsEach(List<Side> sides) {
        double used = 0;
        long done = 0;
        for (Side side : sides) {
            Processors.Used time = side.processorSeconds();
            used += time.service() + time.database() + time.own() + time.children();
            done += side.done();
        }
        return used / Math.max(1, done);
    }

    /** The report as text. */
    String text() {
        StringBuilder text = new StringBuilder();
        text.append("statements of each transaction: %s%n".formatted(String.join(", ", statements)));
        text.append("rows each: %s%n".formatted(rowsEach));
        for (int i = 0; i < service.size(); i++) {
            text.append(line("service", service.get(i)));
            service.get(i)
                    .latencyMillis()
                    .forEach((name, latency) -> text.append(String.format(
                            Locale.ROOT,
                            "            %-7s p50 %7.2f  p90 %7.2f  p99 %7.2f  max %7.2f ms%n",
                            name,
                            latency.p50(),
                            latency.p90(),
                            latency.p99(),
                            latency.max())));
            text.append(line("pgbench", pgbench.get(i)));
        }
        text.append("the service's memory at its peak: %d MiB%n".formatted(peakMebibytes));
        text.append(String.format(
                Locale.ROOT,
                "by processor time: ratio %.2f%n%s/s  service %.0f  pgbench %.0f  ratio %.2f%n",
                ratioByProcessorTime,
                what,
                servicePerSecond,
                pgbenchPerSecond,
                ratio));
        return text.toString();
    }

    private static String line(String side, Round round) {
        Processors.Used used = round.processorSeconds();
        double each = 1e6 / Math.max(1, round.done());
        return String.format(
                Locale.ROOT,
                "%s %8.1f/s   processor time each: service %.0f us, database %.0f us, load %.0f us, machine %.0f us%n",
                side,
                round.perSecond(),
                used.service() * each,
                used.database() * each,
                (used.own() + used.children()) * each,
                used.machine() * each);
    }
}
