package dev.firstring.chaos.load;

import dev.firstring.chaos.site.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** Clients that register people until they are stopped. They call the given nodes in turn. Thread-safe. */
public final class Load {

    private static final long PATIENCE_MILLIS = 40_000;

    private final Api api;
    private final Ledger ledger;
    private final People people;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong turns = new AtomicLong();
    private volatile List<Node> nodes;
    private volatile boolean over;

    public Load(Api api, Ledger ledger, List<Node> nodes, Random random) {
        this.api = api;
        this.ledger = ledger;
        this.nodes = List.copyOf(nodes);
        this.people = new People(random);
    }

    public void start(int clients, Random random) {
        for (int client = 1; client <= clients; client++) {
            Random own = new Random(random.nextLong());
            threads.add(Thread.ofPlatform()
                    .daemon()
                    .name("client-" + client)
                    .start(() -> new Client(this, api, ledger, people, own).run()));
        }
    }

    /** Sends all further requests to these nodes. */
    public void use(List<Node> others) {
        nodes = List.copyOf(others);
    }

    /**
     * Stops the load.
     *
     * @return the number of clients that did not end in time
     */
    public long stop() throws InterruptedException {
        over = true;
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        for (Thread thread : threads) {
            thread.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
        }
        return threads.stream().filter(Thread::isAlive).count();
    }

    boolean isOver() {
        return over;
    }

    Node node() {
        List<Node> now = nodes;
        return now.get((int) (turns.getAndIncrement() % now.size()));
    }
}
