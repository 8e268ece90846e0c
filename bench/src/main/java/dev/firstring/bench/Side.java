package dev.firstring.bench;

import dev.firstring.bench.host.Growth;
import dev.firstring.bench.host.Processors;
import dev.firstring.bench.load.Latency;
import java.util.Map;

/**
 * One round of one side.
 *
 * @param processorSeconds by whom processor time was used meanwhile
 * @param grown what it wrote
 */
record Side(
        long done,
        double perSecond,
        Map<String, Latency> latencyMillis,
        Processors.Used processorSeconds,
        Growth grown) {}
