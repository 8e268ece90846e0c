package dev.firstring.chaos.check;

import dev.firstring.chaos.load.Api;
import dev.firstring.chaos.load.Reply;
import dev.firstring.chaos.load.Trace;
import dev.firstring.chaos.site.Node;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Reads all acknowledged results back through the API. */
public final class ReadBack {

    private static final int READERS = 6;
    /** How long the nodes repeat the response of a link, minus the duration of a slow request. */
    private static final long REPEAT_NANOS = 540_000_000_000L;

    private static final long TOKEN_NANOS = 600_000_000_000L;

    private final Api api;
    private final Node node;
    private final Queue<String> lostSessions = new ConcurrentLinkedQueue<>();
    private final Queue<String> lostSteps = new ConcurrentLinkedQueue<>();
    private final Queue<String> otherLinks = new ConcurrentLinkedQueue<>();
    private final AtomicLong verified = new AtomicLong();
    private final AtomicLong linked = new AtomicLong();

    public ReadBack(Api api, Node node) {
        this.api = api;
        this.node = node;
    }

    public void check(Collection<Trace> traces, Findings findings) throws InterruptedException {
        Queue<Trace> left = new ConcurrentLinkedQueue<>(traces);
        List<Thread> readers = new ArrayList<>();
        for (int reader = 0; reader < READERS; reader++) {
            readers.add(Thread.ofPlatform().daemon().start(() -> readAll(left)));
        }
        for (Thread reader : readers) {
            reader.join();
        }
        findings.checked("every acknowledged session is there", traces.size(), lostSessions);
        findings.checked("every acknowledged code has moved its session on", verified.get(), lostSteps);
        findings.checked("a repeated link gives the acknowledged credential", linked.get(), otherLinks);
    }

    private void readAll(Queue<Trace> left) {
        try {
            for (Trace trace = left.poll(); trace != null; trace = left.poll()) {
                session(trace);
                link(trace);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void session(Trace trace) throws InterruptedException {
        Reply reply = api.session(node, trace.sessionId());
        if (!(reply instanceof Reply.Answered answer) || !answer.ok()) {
            lostSessions.add(trace.verificationId() + ": " + reply.kind());
            return;
        }
        if (trace.accepted() > 0) {
            verified.incrementAndGet();
            String step = answer.text("current_step");
            String least = trace.links().isEmpty() ? "account_link" : "complete";
            if (!step.equals("complete") && !step.equals(least)) {
                lostSteps.add(trace.verificationId() + " is at " + step);
            }
        }
    }

    private void link(Trace trace) throws InterruptedException {
        if (trace.links().isEmpty()) {
            return;
        }
        Trace.Link link = trace.links().getFirst();
        if (link.callerToken() != null && System.nanoTime() - link.atNanos() > TOKEN_NANOS) {
            return;
        }
        long age = System.nanoTime() - link.atNanos();
        linked.incrementAndGet();
        Reply reply = api.post(
                node,
                "link-account",
                Map.of("session_id", trace.sessionId()),
                Api.Caller.at("10.255.255.254").with(link.callerToken()));
        if (!(reply instanceof Reply.Answered answer) || !answer.ok()) {
            boolean over = age > REPEAT_NANOS && reply.kind().endsWith(" session_completed");
            if (!over) {
                otherLinks.add(trace.verificationId() + ": " + reply.kind());
            }
        } else if (!Trace.Link.of(answer, null).identity().equals(link.identity())) {
            otherLinks.add(trace.verificationId() + ": another account or credential");
        }
    }
}
