package dev.firstring.messaging.provider.smpp;

import static org.awaitility.Awaitility.await;

import dev.firstring.testing.Patience;
import dev.firstring.testing.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.DataCodings;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.EnquireLink;
import org.jsmpp.bean.MessageType;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.BindRequest;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.SMPPServerSessionListener;
import org.jsmpp.session.ServerMessageReceiverListener;
import org.jsmpp.session.Session;
import org.jsmpp.session.SubmitSmResult;
import org.jsmpp.session.connection.ServerConnection;
import org.jsmpp.session.connection.socket.ServerSocketConnection;
import org.jsmpp.session.connection.socket.ServerSocketConnectionFactory;
import org.jsmpp.util.MessageId;

/**
 * An SMSC in this process, on jSMPP's server classes, which takes every message and sends a receipt for each. It keeps
 * receipts that it cannot hand over, or that are refused for now, and sends them again until they are taken, as real ones do.
 * Binds can be cut.
 */
final class Smsc implements AutoCloseable {

    /** Of all of them together: two that give a message the same name would take each other's receipts. */
    private static final AtomicInteger NAMES = new AtomicInteger(0x1000);

    /** A receipt that is not acknowledged by then comes again; also one that was under way when the bind was cut. */
    private static final long TIME_TO_ANSWER_MILLIS = 5_000;

    private final SMPPServerSessionListener listener;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService repeats = Executors.newSingleThreadScheduledExecutor();
    private final Set<SMPPServerSession> bound = ConcurrentHashMap.newKeySet();
    private final Queue<Receipt> undelivered = new ConcurrentLinkedQueue<>();
    private volatile boolean open = true;

    /** The texts that came for each number. */
    final Map<String, List<String>> texts = new ConcurrentHashMap<>();

    final AtomicInteger binds = new AtomicInteger();
    final AtomicInteger acknowledged = new AtomicInteger();

    /** How often a receipt was not taken, by the status that said so. */
    final Map<Integer, AtomicInteger> refusals = new ConcurrentHashMap<>();

    /** What the one who is bound asks while nothing else comes. */
    final AtomicInteger enquiries = new AtomicInteger();

    Smsc() {
        this(ServerSocketFactory.getDefault());
    }

    Smsc(ServerSocketFactory sockets) {
        try {
            listener = new SMPPServerSessionListener(Ports.free(), new ServerSocketConnectionFactory() {
                @Override
                public ServerConnection listen(int port) throws IOException {
                    return new ServerSocketConnection(sockets.createServerSocket(port));
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        listener.setPduProcessorDegree(8);
        listener.setQueueCapacity(10_000);
        threads.execute(this::accept);
        repeats.scheduleWithFixedDelay(this::again, 100, 100, TimeUnit.MILLISECONDS);
    }

    private record Receipt(String id, String number) {}

    int port() {
        return listener.getPort();
    }

    int submitted() {
        return texts.values().stream().mapToInt(List::size).sum();
    }

    /** Cuts every connection without a word. */
    void cut() {
        List.copyOf(bound).forEach(SMPPServerSession::close);
    }

    /** Waits until somebody is bound, and cuts them off. */
    void cutOnceBound() {
        await().until(() -> !bound.isEmpty());
        cut();
    }

    /** Has a receipt for a message that it never saw. */
    void deliver(String id, String number) {
        threads.execute(() -> bound.stream()
                .findAny()
                .ifPresentOrElse(
                        session -> deliver(session, new Receipt(id, number)),
                        () -> undelivered.add(new Receipt(id, number))));
    }

    @Override
    public void close() throws IOException {
        open = false;
        repeats.shutdownNow();
        listener.close();
        cut();
        threads.shutdownNow();
    }

    private void accept() {
        while (open) {
            try {
                SMPPServerSession session = listener.accept();
                threads.execute(() -> serve(session));
            } catch (IOException e) {
                if (open) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serve(SMPPServerSession session) {
        try {
            session.setMessageReceiverListener(new Submits());
            session.setTransactionTimer(TIME_TO_ANSWER_MILLIS);
            BindRequest request = session.waitForBind(Patience.LIMIT.toMillis());
            bound.add(session);
            session.addSessionStateListener((now, before, source) -> {
                if (!now.isBound()) {
                    bound.remove(session);
                }
            });
            request.accept("smsc");
            binds.incrementAndGet();
        } catch (IOException | java.util.concurrent.TimeoutException | PDUStringException e) {
            session.close();
        }
    }

    private void deliver(SMPPServerSession session, Receipt receipt) {
        try {
            session.deliverShortMessage(
                    "",
                    TypeOfNumber.INTERNATIONAL,
                    NumberingPlanIndicator.ISDN,
                    receipt.number(),
                    TypeOfNumber.ALPHANUMERIC,
                    NumberingPlanIndicator.UNKNOWN,
                    "Acme",
                    new ESMClass(MessageType.SMSC_DEL_RECEIPT.value()),
                    (byte) 0,
                    (byte) 0,
                    new RegisteredDelivery(0),
                    DataCodings.ZERO,
                    ("id:" + receipt.id() + " sub:001 dlvrd:001 submit date:2601010000 done date:2601010000"
                                    + " stat:DELIVRD err:000 text:")
                            .getBytes(StandardCharsets.US_ASCII));
            acknowledged.incrementAndGet();
        } catch (NegativeResponseException e) {
            refusals.computeIfAbsent(e.getCommandStatus(), status -> new AtomicInteger())
                    .incrementAndGet();
            undelivered.add(receipt);
        } catch (Exception e) {
            undelivered.add(receipt);
        }
    }

    /** As real ones do, it tries again what was not taken. */
    private void again() {
        bound.stream().findAny().ifPresent(session -> {
            for (Receipt next = undelivered.poll(); next != null; next = undelivered.poll()) {
                Receipt receipt = next;
                threads.execute(() -> deliver(session, receipt));
            }
        });
    }

    private final class Submits implements ServerMessageReceiverListener {

        @Override
        public void onAcceptEnquireLink(EnquireLink enquiry, Session source) {
            enquiries.incrementAndGet();
        }

        @Override
        public SubmitSmResult onAcceptSubmitSm(SubmitSm submit, SMPPServerSession source)
                throws ProcessRequestException {
            try {
                MessageId id = new MessageId(Integer.toHexString(NAMES.incrementAndGet()));
                texts.computeIfAbsent(submit.getDestAddress(), number -> new CopyOnWriteArrayList<>())
                        .add(new String(submit.getShortMessage(), StandardCharsets.ISO_8859_1));
                threads.execute(() -> deliver(source, new Receipt(id.getValue(), submit.getDestAddress())));
                return new SubmitSmResult(id, new OptionalParameter[0]);
            } catch (PDUStringException e) {
                throw new ProcessRequestException("no name", SMPPConstant.STAT_ESME_RSYSERR, e);
            }
        }

        @Override
        public org.jsmpp.session.SubmitMultiResult onAcceptSubmitMulti(
                org.jsmpp.bean.SubmitMulti submit, SMPPServerSession source) throws ProcessRequestException {
            throw unknown();
        }

        @Override
        public org.jsmpp.session.QuerySmResult onAcceptQuerySm(org.jsmpp.bean.QuerySm query, SMPPServerSession source)
                throws ProcessRequestException {
            throw unknown();
        }

        @Override
        public void onAcceptReplaceSm(org.jsmpp.bean.ReplaceSm replace, SMPPServerSession source)
                throws ProcessRequestException {
            throw unknown();
        }

        @Override
        public void onAcceptCancelSm(org.jsmpp.bean.CancelSm cancel, SMPPServerSession source)
                throws ProcessRequestException {
            throw unknown();
        }

        @Override
        public org.jsmpp.session.BroadcastSmResult onAcceptBroadcastSm(
                org.jsmpp.bean.BroadcastSm broadcast, SMPPServerSession source) throws ProcessRequestException {
            throw unknown();
        }

        @Override
        public void onAcceptCancelBroadcastSm(org.jsmpp.bean.CancelBroadcastSm cancel, SMPPServerSession source)
                throws ProcessRequestException {
            throw unknown();
        }

        @Override
        public org.jsmpp.session.QueryBroadcastSmResult onAcceptQueryBroadcastSm(
                org.jsmpp.bean.QueryBroadcastSm query, SMPPServerSession source) throws ProcessRequestException {
            throw unknown();
        }

        @Override
        public DataSmResult onAcceptDataSm(DataSm data, Session source) throws ProcessRequestException {
            throw unknown();
        }

        private ProcessRequestException unknown() {
            return new ProcessRequestException("not here", SMPPConstant.STAT_ESME_RINVCMDID);
        }
    }
}
