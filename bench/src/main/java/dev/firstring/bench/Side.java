package dev.firstring.bench;

import dev.firstring.bench.host.Growth;
import dev.firstring.bench.host.Processors;
import dev.firstring.bench.load.Latency;
import java.util.Map;

/**
 * One round of one side, the service or the twin.
 *
 * @param processorSeconds the processor time used during the round
 * @param grown the rows written during the round
 */
record Side(
        long done,
        double perSecond,
        Map<String, Latency> latencyMillis,
        Processors.Used processorSeconds,
        Growth grown) {}
