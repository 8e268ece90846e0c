package dev.firstring.chaos.load;

import java.util.Collection;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** All acknowledged results, and a count of all replies. Thread-safe. */
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

    /** Tokens are used only while valid, so 401 is as unexpected as a server error. */
    private static boolean isExpected(int status) {
        return status == 503 || (status < 500 && status != 401);
    }

    /** Starts the measurement of {@link #millisToFirstSuccess}. */
    public void mark() {
        firstAfterMark.set(Long.MAX_VALUE);
        marked.set(System.nanoTime());
    }

    /** The time from the mark to the first success of a request sent after it; negative if there is none. */
    public long millisToFirstSuccess() {
        long first = firstAfterMark.get();
        return first == Long.MAX_VALUE ? -1 : (first - marked.get()) / 1_000_000;
    }

    public Collection<Trace> traces() {
        return traces;
    }

    /** The number of replies of each kind. */
    public Map<String, Long> replies() {
        Map<String, Long> counts = new TreeMap<>();
        replies.forEach((kind, count) -> counts.put(kind, count.sum()));
        return counts;
    }

    /** Replies that a client must never get, whatever fails. */
    public Collection<String> unclean() {
        return unclean;
    }

    /** Repeated requests whose response differs from the first one. */
    public Collection<String> unlikeRepeats() {
        return unlikeRepeats;
    }
}
