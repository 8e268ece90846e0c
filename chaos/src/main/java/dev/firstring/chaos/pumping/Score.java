package dev.firstring.chaos.pumping;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** What came of one attack. Thread-safe. */
final class Score {

    /** What came of a group of people. */
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

    /** Refused starts of the attacker, by the rule that refused them. */
    Map<String, LongAdder> refusals() {
        return refusals;
    }
}
