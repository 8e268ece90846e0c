package dev.firstring.registrar.call;

import dev.firstring.registrar.message.SipMessage;
import dev.firstring.registrar.message.TopVia;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The live transactions of the proxy (RFC 3261, section 17). Everything in this package but the lookups of accounts runs
 * under the lock of this object: it takes memory and sockets that do not block, so one lock suffices.
 */
public final class Transactions {

    /** The estimated round-trip time. */
    public static final Duration T1 = Duration.ofMillis(500);
    /** The longest interval of retransmissions. */
    static final Duration T2 = Duration.ofSeconds(4);
    /** How long a transaction waits for the other end. */
    public static final Duration LIFE = T1.multipliedBy(64);

    private static final int MOST = 2_000;
    private static final String COOKIE = "z9hG4bK";

    private final Timers timers;
    private final Map<String, ServerTransaction> servers = new HashMap<>();
    private final Map<String, Branch> branches = new HashMap<>();

    public Transactions(Timers timers) {
        this.timers = timers;
    }

    /** The number of live transactions, of both kinds. */
    public synchronized int size() {
        return servers.size() + branches.size();
    }

    boolean isFull() {
        return servers.size() >= MOST || branches.size() >= MOST;
    }

    @Nullable
    ServerTransaction server(String key) {
        return servers.get(key);
    }

    void add(ServerTransaction transaction) {
        servers.put(transaction.key(), transaction);
    }

    void remove(ServerTransaction transaction) {
        servers.remove(transaction.key(), transaction);
    }

    /** The branch that a response belongs to; null if there is none. */
    @Nullable
    Branch branch(SipMessage response) {
        return TopVia.of(response.head()).map(via -> branches.get(via.branch())).orElse(null);
    }

    void add(Branch branch) {
        branches.put(branch.id(), branch);
    }

    void remove(Branch branch) {
        branches.remove(branch.id(), branch);
    }

    /** The interval after which a message is sent once more. */
    public static Duration doubled(Duration interval) {
        Duration next = interval.multipliedBy(2);
        return next.compareTo(T2) > 0 ? T2 : next;
    }

    /** Runs a task under the lock after a time. */
    public Timers.Timer after(Duration time, Runnable task) {
        return timers.after(time, () -> {
            synchronized (this) {
                task.run();
            }
        });
    }

    /** Returns a result under the lock. */
    <T> T locked(Supplier<T> work) {
        synchronized (this) {
            return work.get();
        }
    }

    /** Forgets all transactions. */
    public synchronized void clear() {
        servers.clear();
        branches.clear();
    }

    /**
     * The key of the transaction of a request, empty if it has no Via (RFC 3261, section 17.2.3). An ACK and a CANCEL have
     * the key of the INVITE. The source is part of it, so that nobody ends the call of another by its branch.
     */
    static Optional<String> key(SipMessage request, String source) {
        String method = request.method();
        String kind = method.equals("ACK") || method.equals("CANCEL") ? "INVITE" : method;
        return TopVia.of(request.head())
                .map(via -> String.join(
                        "\n",
                        kind,
                        source,
                        via.sentBy(),
                        via.branch().startsWith(COOKIE)
                                ? via.branch()
                                : "old " + via.text() + request.value("call-id") + request.value("from")
                                        + request.sequence()));
    }
}
