package dev.firstring.bench.load;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The result of a round.
 *
 * @param done the number of flows, or of calls if only one step ran
 * @param seconds the time from the first request to the last response
 * @param latency the latency of each step that ran, and of the flow
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
