package dev.firstring.sipserver.adapter.flexisip.redis;

import dev.firstring.sipserver.SipServerFault;
import dev.firstring.sipserver.SipServerFault.Kind;
import dev.firstring.sipserver.adapter.flexisip.redis.MasterSearch.Master;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The connection to the master, shared by all callers. It is opened on first use, and again after it was lost, after a
 * timeout, or when the node turns out to be a replica. Thread-safe.
 */
final class RedisMaster implements AutoCloseable {

    private final MasterSearch search;
    private final ReentrantLock searching = new ReentrantLock();
    private final AtomicReference<@Nullable Master> known = new AtomicReference<>();

    /**
     * Creates the connection, unopened.
     *
     * @param connectTimeout the timeout of a connection to one node
     */
    RedisMaster(RedisNodes nodes, Duration connectTimeout) {
        this.search = new MasterSearch(nodes, connectTimeout);
    }

    /**
     * Runs an idempotent operation: if the connection is lost or the node is no longer the master, it is retried once
     * on the current master.
     *
     * @throws SipServerFault if it failed
     */
    <T> T on(Function<StatefulRedisConnection<String, String>, T> work) {
        Master first = master();
        try {
            return work.apply(first.connection());
        } catch (RedisException e) {
            forgetAfter(e, first);
            if (!RedisFaults.isOfTheConnection(e)) {
                throw RedisFaults.fault(first.node(), e);
            }
        }
        Master second = master();
        try {
            return work.apply(second.connection());
        } catch (RedisException e) {
            forgetAfter(e, second);
            throw RedisFaults.fault(second.node(), e);
        }
    }

    @Override
    public void close() {
        known.set(null);
        search.close();
    }

    private Master master() {
        Master open = open();
        if (open != null) {
            return open;
        }
        lock();
        try {
            Master found = open();
            if (found == null) {
                found = search.find();
                known.set(found);
            }
            return found;
        } finally {
            searching.unlock();
        }
    }

    private @Nullable Master open() {
        Master master = known.get();
        return master != null && master.connection().isOpen() ? master : null;
    }

    /** One caller searches; the others wait for its result, at most as long as a search may take. */
    private void lock() {
        Duration patience = search.patience();
        try {
            if (!searching.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new SipServerFault(Kind.SERVER_UNAVAILABLE, "no Redis answered within " + patience);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SipServerFault(Kind.SERVER_UNAVAILABLE, "the call was interrupted", e);
        }
    }

    /**
     * Closes the connection unless the node responded: after a timeout, the other nodes may already have failed over.
     */
    private void forgetAfter(RedisException failure, Master used) {
        if (!RedisFaults.isAnAnswer(failure) && known.compareAndSet(used, null)) {
            used.connection().close();
        }
    }
}
