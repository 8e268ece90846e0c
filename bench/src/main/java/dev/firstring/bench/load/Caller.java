package dev.firstring.bench.load;

import java.io.IOException;

/** A client with one connection that makes one call at a time. Not thread-safe. */
public final class Caller implements AutoCloseable {

    private final Wire wire;
    private final Requests requests;
    private final Subjects subjects;
    private final Measured measured;

    Caller(int port, Subjects subjects, Measured measured) throws IOException {
        this.wire = new Wire(port);
        this.requests = new Requests(port);
        this.subjects = subjects;
        this.measured = measured;
    }

    /** Runs a complete flow; stops at the first refusal. */
    void flow() throws IOException {
        long begun = System.nanoTime();
        Ticket ticket = start();
        if (verify(ticket) && link(ticket)) {
            measured.flow(System.nanoTime() - begun);
        }
    }

    /** Opens a session; the response contains its code. */
    Ticket start() throws IOException {
        Subject subject = subjects.next();
        Reply reply = call(Step.START, requests.start(subject));
        return new Ticket(subject, reply.text("session_id"), reply.text("otp_code"));
    }

    boolean verify(Ticket ticket) throws IOException {
        return call(Step.VERIFY, requests.verify(ticket)).succeeded();
    }

    boolean link(Ticket ticket) throws IOException {
        return call(Step.LINK, requests.link(ticket)).succeeded();
    }

    private Reply call(Step step, byte[] request) throws IOException {
        long sent = System.nanoTime();
        Reply reply = wire.exchange(request);
        measured.call(step, System.nanoTime() - sent);
        if (!reply.succeeded()) {
            throw new Refusal(step, reply);
        }
        return reply;
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }

    /** The service did not respond with success. */
    static final class Refusal extends IOException {

        Refusal(Step step, Reply reply) {
            super(step.word() + " was answered " + reply.status() + ": " + reply.body());
        }
    }
}
