package dev.firstring.bench.load;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a round of load did.
 *
 * @param done flows, or calls where only one step ran
 * @param seconds from the first request to the last answer
 * @param latency of each step that ran, and of the flow
 */
public record LoadResult(long done, double seconds, Map<String, Latency> latency) {

    static LoadResult of(Measured measured, long done, double seconds) {
        Map<String, Latency> latency = new LinkedHashMap<>();
        for (Step step : Step.values()) {
            if (measured.of(step).getTotalCount() > 0) {
                latency.put(step.word(), Latency.of(measured.of(step)));
            }
        }
        if (measured.flows().getTotalCount() > 0) {
            latency.put("flow", Latency.of(measured.flows()));
        }
        return new LoadResult(done, seconds, latency);
    }

    public double perSecond() {
        return done / seconds;
    }
}
