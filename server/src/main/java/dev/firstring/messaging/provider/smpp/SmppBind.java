package dev.firstring.messaging.provider.smpp;

import dev.firstring.platform.Secret;
import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLException;
import org.jsmpp.DefaultPDUSender;
import org.jsmpp.PDUSender;
import org.jsmpp.PDUStringException;
import org.jsmpp.SynchronizedPDUSender;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.connection.Connection;
import org.jsmpp.util.DefaultComposer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a carrier bound: binds, and rebinds with exponential backoff and jitter when the connection ends. Thread-safe.
 */
final class SmppBind implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SmppBind.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration TIME_TO_BIND = Duration.ofSeconds(5);

    /** Threads for responses and {@code enquire_link}, none of which blocks. */
    private static final int PROCESSORS = 4;

    private static final int ROOM = 20_000;

    private final SmppLink link;
    private final SmppReceipts receipts;
    private final SecureRandom random;
    private final Connections connections;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final CountDownLatch closing = new CountDownLatch(1);
    private @Nullable SMPPSession session;

    SmppBind(SmppLink link, SmppReceipts receipts, SecureRandom random) {
        this.link = link;
        this.receipts = receipts;
        this.random = random;
        this.connections = Connections.to(link, TIME_TO_BIND);
    }

    /** Starts to keep the carrier bound, in the background. */
    void start() {
        Thread.ofVirtual().name("smpp-" + link.id()).start(this::run);
    }

    /** Returns a bound session, waiting for one if necessary; null if there is none by the deadline. */
    @Nullable
    SMPPSession await(long deadline) throws InterruptedException {
        lock.lock();
        try {
            SMPPSession found = session;
            while (found == null || !found.getSessionState().isBound()) {
                long left = deadline - System.nanoTime();
                if (left <= 0 || closing.getCount() == 0) {
                    return null;
                }
                // The end of a session may not have been reported yet, so check again soon.
                changed.awaitNanos(Math.min(left, TimeUnit.MILLISECONDS.toNanos(20)));
                found = session;
            }
            return found;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Binds once.
     *
     * @throws IOException if the carrier cannot be reached or rejects the bind
     */
    SMPPSession bind() throws IOException {
        PDUSender sender = new SynchronizedPDUSender(new DefaultPDUSender(new DefaultComposer()));
        AtomicReference<@Nullable OutputStream> out = new AtomicReference<>();
        SMPPSession fresh = new SMPPSession(
                sender,
                new InboundPdus((command, sequence, pdu) ->
                        receipts.take(pdu, status -> acknowledge(sender, out.get(), command, sequence, status))),
                (host, port) -> {
                    Connection connection = connections.createConnection(host, port);
                    out.set(connection.getOutputStream());
                    return connection;
                });
        fresh.setTransactionTimer(link.timeout().toMillis());
        fresh.setEnquireLinkTimer((int) link.enquireLink().toMillis());
        fresh.setPduProcessorDegree(PROCESSORS);
        fresh.setQueueCapacity(ROOM);
        Secret password = link.password();
        fresh.connectAndBind(
                link.host(),
                link.port(),
                new BindParameter(
                        BindType.BIND_TRX,
                        link.systemId(),
                        password == null ? null : password.reveal(),
                        link.systemType(),
                        TypeOfNumber.UNKNOWN,
                        NumberingPlanIndicator.UNKNOWN,
                        null),
                TIME_TO_BIND.toMillis());
        return fresh;
    }

    @Override
    public void close() {
        closing.countDown();
        SMPPSession last = replace(null);
        if (last != null) {
            last.unbindAndClose();
        }
    }

    private static void acknowledge(PDUSender sender, @Nullable OutputStream out, int command, int sequence, int status)
            throws IOException {
        if (out == null) {
            throw new IOException("not connected");
        }
        if (command == DeliveredPdu.DATA_SM) {
            try {
                sender.sendDataSmResp(out, status, sequence, "");
            } catch (PDUStringException e) {
                throw new IOException("an empty name is too long", e);
            }
        } else {
            sender.sendDeliverSmResp(out, status, sequence, "");
        }
    }

    private void run() {
        int failures = 0;
        try {
            while (closing.getCount() > 0) {
                try {
                    SMPPSession fresh = bind();
                    LOG.info("Bound to {}", link.id());
                    failures = 0;
                    stay(fresh);
                } catch (IOException e) {
                    LOG.warn("Could not bind to {}: {}", link.id(), why(e));
                }
                closing.await(pause(failures++).toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stay(SMPPSession fresh) throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        fresh.addSessionStateListener((now, before, source) -> {
            if (!now.isBound()) {
                ended.countDown();
            }
        });
        replace(fresh);
        if (closing.getCount() == 0) {
            close();
        }
        if (fresh.getSessionState().isBound()) {
            ended.await();
        }
        replace(null);
        fresh.close();
        LOG.warn("The bind to {} was lost", link.id());
    }

    private @Nullable SMPPSession replace(@Nullable SMPPSession next) {
        lock.lock();
        try {
            SMPPSession last = session;
            session = next;
            changed.signalAll();
            return last;
        } finally {
            lock.unlock();
        }
    }

    private Duration pause(int failures) {
        Duration grown = FIRST_PAUSE.multipliedBy(1L << Math.min(failures, 10));
        Duration pause = grown.compareTo(LONGEST_PAUSE) < 0 ? grown : LONGEST_PAUSE;
        return pause.dividedBy(2).plusMillis(random.nextLong(pause.toMillis() / 2 + 1));
    }

    /** Describes the cause in one line, without the password. */
    static String why(IOException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        String told = cause.getClass().getSimpleName() + ": " + cause.getMessage();
        return e instanceof SSLException ? "no trusted TLS connection: " + told : told;
    }
}
