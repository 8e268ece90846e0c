package dev.firstring.chaos.storm;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients that register accounts, each followed by a change, until the requested number is reached. */
final class Work {

    private final Changes changes;
    private final int accounts;
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger unregistered = new AtomicInteger();
    private final List<Thread> clients = new ArrayList<>();

    Work(Changes changes, int accounts) {
        this.changes = changes;
        this.accounts = accounts;
    }

    void start(int count, Random random) {
        for (int client = 1; client <= count; client++) {
            Random own = new Random(random.nextLong());
            clients.add(Thread.ofPlatform().daemon().name("storm-" + client).start(() -> run(own)));
        }
    }

    /** Waits until the given share of the work is done. */
    void awaitShare(double share) throws InterruptedException {
        while (ended.get() < share * accounts && clients.stream().anyMatch(Thread::isAlive)) {
            Thread.sleep(10);
        }
    }

    /** The number of refused registrations. */
    int unregistered() {
        return unregistered.get();
    }

    private void run(Random random) {
        try {
            while (begun.getAndIncrement() < accounts) {
                if (changes.register(random).isEmpty()) {
                    unregistered.incrementAndGet();
                }
                if (!changes.members().isEmpty()) {
                    changes.change(random);
                }
                ended.incrementAndGet();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
