package dev.firstring.chaos.pumping;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** The counters of one attack. Thread-safe. */
final class Score {

    /** The counters of a group of honest users. */
    static final class People {

        final LongAdder came = new LongAdder();
        final LongAdder challenged = new LongAdder();
        final LongAdder refused = new LongAdder();
        final LongAdder proved = new LongAdder();
    }

    final LongAdder starts = new LongAdder();
    final LongAdder sent = new LongAdder();
    final LongAdder solved = new LongAdder();
    final LongAdder hashes = new LongAdder();
    final People inside = new People();
    final People elsewhere = new People();
    private final Map<String, LongAdder> refusals = new ConcurrentSkipListMap<>();

    void refused(String rule) {
        refusals.computeIfAbsent(rule, name -> new LongAdder()).increment();
    }

    /** The attacker's refused starts, by the rule that refused them. */
    Map<String, LongAdder> refusals() {
        return refusals;
    }
}
