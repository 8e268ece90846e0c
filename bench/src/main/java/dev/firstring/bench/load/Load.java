package dev.firstring.bench.load;

import dev.firstring.bench.BenchFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** Clients that make calls in a closed loop. Rounds run one after another. Not thread-safe. */
public final class Load {

    private static final int SHOWN_FAILURES = 5;

    private final int port;
    private final int clients;
    private final Subjects subjects = new Subjects();
    private final Queue<Ticket> waiting = new ConcurrentLinkedQueue<>();

    public Load(int port, int clients) {
        this.port = port;
        this.clients = clients;
    }

    /** A unit of work that a client repeats until none is left. */
    private interface Turn {
        /** Returns false if no work was left. */
        boolean take(Caller caller) throws IOException;
    }

    /**
     * Runs flows for the given time and completes those in progress.
     *
     * @throws BenchFailure if a flow is refused or interrupted
     */
    public LoadResult flows(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        return round(caller -> {
            if (System.nanoTime() - end >= 0) {
                return false;
            }
            caller.flow();
            return true;
        });
    }

    /** Opens that many sessions for {@link #verify}. */
    public LoadResult open(int sessions) {
        waiting.clear();
        AtomicLong left = new AtomicLong(sessions);
        return round(caller -> {
            if (left.getAndDecrement() <= 0) {
                return false;
            }
            waiting.add(caller.start());
            return true;
        });
    }

    /** Verifies the codes of all open sessions. */
    public LoadResult verify() {
        return round(caller -> {
            Ticket ticket = waiting.poll();
            return ticket != null && caller.verify(ticket);
        });
    }

    /** Runs a single flow with callbacks around each step. */
    public void onePaced(Pace pace) throws IOException, InterruptedException {
        try (Caller caller = new Caller(port, subjects, new Measured())) {
            pace.before(Step.START);
            Ticket ticket = caller.start();
            pace.after(Step.START);
            pace.before(Step.VERIFY);
            caller.verify(ticket);
            pace.after(Step.VERIFY);
            pace.before(Step.LINK);
            caller.link(ticket);
            pace.after(Step.LINK);
        }
    }

    /** Callbacks around each step of a paced flow. */
    public interface Pace {
        void before(Step step) throws IOException, InterruptedException;

        void after(Step step) throws IOException, InterruptedException;
    }

    private LoadResult round(Turn turn) {
        List<Worker> workers = new ArrayList<>();
        CountDownLatch go = new CountDownLatch(1);
        for (int i = 0; i < clients; i++) {
            workers.add(new Worker(turn, go));
        }
        List<Thread> threads = workers.stream()
                .map(worker -> Thread.ofPlatform().name("client").start(worker))
                .toList();
        long begun = System.nanoTime();
        go.countDown();
        threads.forEach(Load::join);
        double seconds = (System.nanoTime() - begun) / 1e9;
        refuseFailures(workers);
        Measured sum = new Measured();
        workers.forEach(worker -> sum.add(worker.measured));
        return LoadResult.of(
                sum, workers.stream().mapToLong(worker -> worker.done).sum(), seconds);
    }

    private static void refuseFailures(List<Worker> workers) {
        List<String> failures =
                workers.stream().flatMap(worker -> worker.failures.stream()).toList();
        if (!failures.isEmpty()) {
            throw new BenchFailure(failures.size() + " clients were refused or cut off:\n  "
                    + String.join("\n  ", failures.subList(0, Math.min(SHOWN_FAILURES, failures.size()))));
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", e);
        }
    }

    private final class Worker implements Runnable {

        private final Turn turn;
        private final CountDownLatch go;
        private final Measured measured = new Measured();
        private final Queue<String> failures = new ArrayBlockingQueue<>(1);
        private long done;

        Worker(Turn turn, CountDownLatch go) {
            this.turn = turn;
            this.go = go;
        }

        @Override
        public void run() {
            try (Caller caller = new Caller(port, subjects, measured)) {
                go.await();
                while (turn.take(caller)) {
                    done++;
                }
            } catch (IOException e) {
                failures.add(e.toString());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                failures.add("interrupted");
            }
        }
    }
}
