package dev.firstring.chaos.load;

import java.util.Collection;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** All that was acknowledged, and a count of all replies. Thread-safe. */
public final class Ledger {

    private final Queue<Trace> traces = new ConcurrentLinkedQueue<>();
    private final Map<String, LongAdder> replies = new ConcurrentHashMap<>();
    private final Queue<String> unclean = new ConcurrentLinkedQueue<>();
    private final Queue<String> unlikeRepeats = new ConcurrentLinkedQueue<>();
    private final AtomicLong marked = new AtomicLong(Long.MAX_VALUE);
    private final AtomicLong firstAfterMark = new AtomicLong(Long.MAX_VALUE);

    void started(Trace trace) {
        traces.add(trace);
    }

    void unlikeRepeat(String what) {
        unlikeRepeats.add(what);
    }

    void note(String operation, Reply reply, boolean nodeWasUp, long begunNanos) {
        replies.computeIfAbsent(reply.kind(), kind -> new LongAdder()).increment();
        boolean clean = switch (reply) {
            case Reply.Answered answered -> isExpected(answered.status());
            case Reply.Malformed malformed -> false;
            case Reply.Unanswered unanswered -> !nodeWasUp;
        };
        if (!clean) {
            unclean.add(operation + ": " + reply.kind());
        }
        if (reply instanceof Reply.Answered answered
                && answered.ok()
                && operation.startsWith("POST")
                && marked.get() != Long.MAX_VALUE
                && begunNanos - marked.get() > 0) {
            firstAfterMark.compareAndSet(Long.MAX_VALUE, System.nanoTime());
        }
    }

    /** Tokens are used while they live, so 401 is as wrong as an error of the service. */
    private static boolean isExpected(int status) {
        return status == 503 || (status < 500 && status != 401);
    }

    /** From now on, the first request that succeeds after this moment is remembered. */
    public void mark() {
        firstAfterMark.set(Long.MAX_VALUE);
        marked.set(System.nanoTime());
    }

    /** How long after the mark the first later request had succeeded; negative if none has. */
    public long millisToFirstSuccess() {
        long first = firstAfterMark.get();
        return first == Long.MAX_VALUE ? -1 : (first - marked.get()) / 1_000_000;
    }

    public Collection<Trace> traces() {
        return traces;
    }

    /** How many replies there were of each kind. */
    public Map<String, Long> replies() {
        Map<String, Long> counts = new TreeMap<>();
        replies.forEach((kind, count) -> counts.put(kind, count.sum()));
        return counts;
    }

    /** Replies that a client must not get, whatever has failed. */
    public Collection<String> unclean() {
        return unclean;
    }

    /** Repeated requests that were not answered as the first time. */
    public Collection<String> unlikeRepeats() {
        return unlikeRepeats;
    }
}
