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
 * The connection to the master, shared by all callers. It is made when it is first needed, and again when it broke, when
 * the node is too slow, or when it turns out to be a replica. Thread-safe.
 */
final class RedisMaster implements AutoCloseable {

    private final MasterSearch search;
    private final ReentrantLock searching = new ReentrantLock();
    private final AtomicReference<@Nullable Master> known = new AtomicReference<>();

    /** @param connectTimeout for a connection to one node */
    RedisMaster(RedisNodes nodes, Duration connectTimeout) {
        this.search = new MasterSearch(nodes, connectTimeout);
    }

    /**
     * Does something that may be repeated: if the connection breaks or the node is no master any more, it is done once
     * more on the master that there is then.
     *
     * @throws SipServerFault if it could not be done
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

    /** One caller searches; the others wait for what it finds, and no longer than a search may take. */
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

    /** A node that is too slow may be one that the others have given up already, so that is looked at anew as well. */
    private void forgetAfter(RedisException failure, Master used) {
        if (!RedisFaults.isAnAnswer(failure) && known.compareAndSet(used, null)) {
            used.connection().close();
        }
    }
}
