package dev.firstring.messaging.provider.smpp;

import dev.firstring.messaging.provider.smpp.ReceiptText.Reading;
import dev.firstring.messaging.receipt.Receipt;
import dev.firstring.messaging.receipt.ReceiptState;
import dev.firstring.messaging.receipt.Receipts;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jsmpp.SMPPConstant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Records the receipts of a carrier, each before it is acknowledged. A few are recorded at a time and the others wait
 * unacknowledged; if very many wait, the connection is not read until there is room. While the database is unavailable,
 * the carrier is asked to send the receipt again. An unreadable receipt is counted, logged without its digits and
 * rejected, so that the carrier's operators can see it as well. Thread-safe.
 */
final class SmppReceipts {

    private static final Logger LOG = LoggerFactory.getLogger(SmppReceipts.class);

    /** Each uses one of a node's 16 database connections. */
    private static final int AT_ONCE = 4;

    /** More than any carrier sends without an acknowledgement. */
    static final int WAITING = 20_000;

    private final SmppLink link;
    private final Receipts receipts;
    private final MessageIds ids;
    private final Semaphore places = new Semaphore(AT_ONCE, true);
    private final Semaphore room = new Semaphore(WAITING);
    private final Set<String> toldReasons = ConcurrentHashMap.newKeySet();

    SmppReceipts(SmppLink link, Receipts receipts) {
        this.link = link;
        this.receipts = receipts;
        this.ids = new MessageIds(link.submitIds(), link.receiptIds());
    }

    /** Sends the response to a {@code deliver_sm} or {@code data_sm}. */
    interface Acknowledgement {

        /**
         * Sends the response.
         *
         * @throws IOException if the connection has ended; the carrier then sends the PDU again
         */
        void send(int status) throws IOException;
    }

    /**
     * Accepts a {@code deliver_sm} or {@code data_sm} and acknowledges it later. Blocks only while very many are
     * waiting.
     */
    void take(byte[] pdu, Acknowledgement acknowledgement) throws InterruptedException {
        room.acquire();
        Thread.ofVirtual().name("smpp-receipt-" + link.id()).start(() -> {
            try {
                acknowledgement.send(status(pdu));
            } catch (IOException e) {
                LOG.debug("{} disconnected before its receipt was acknowledged; it will send it again", link.id());
            } finally {
                room.release();
            }
        });
    }

    private int status(byte[] pdu) {
        DeliveredPdu read = DeliveredPdu.read(pdu).orElse(null);
        if (read == null) {
            return refused("malformed", "a PDU of " + pdu.length + " octets");
        }
        try {
            return switch (ReceiptText.read(read)) {
                case Reading.Other other -> {
                    // A person replied to a code; replies are ignored.
                    receipts.passed(link.id(), "no_receipt");
                    yield SMPPConstant.STAT_ESME_ROK;
                }
                case Reading.Unreadable(String reason) -> refused(reason, ReceiptOctets.masked(read));
                case Reading.Receipt(ReceiptText receipt) -> kept(read, receipt);
            };
        } catch (RuntimeException e) {
            // An internal error must not lose a receipt, so the carrier is asked to send it again.
            LOG.error("A receipt of {} could not be read", link.id(), e);
            return SMPPConstant.STAT_ESME_RX_T_APPN;
        }
    }

    private int kept(DeliveredPdu pdu, ReceiptText receipt) {
        if (receipt.state() == ReceiptState.OPEN) {
            receipts.passed(link.id(), "open");
            return SMPPConstant.STAT_ESME_ROK;
        }
        places.acquireUninterruptibly();
        try {
            receipts.record(new Receipt(
                    link.id(),
                    null,
                    receipt.ids().iterator().next(),
                    receipt.state() == ReceiptState.DELIVERED,
                    receipt.told(),
                    null,
                    ids.names(receipt.ids(), pdu.source(), pdu.destination())));
            return SMPPConstant.STAT_ESME_ROK;
        } catch (DataAccessException e) {
            LOG.warn("Could not store a receipt from {}; the provider will send it again", link.id(), e);
            return SMPPConstant.STAT_ESME_RX_T_APPN;
        } finally {
            places.release();
        }
    }

    /** Logs only the first of each kind, because a carrier writes all its receipts in the same format. */
    private int refused(String reason, String shown) {
        receipts.passed(link.id(), reason);
        if (toldReasons.add(reason)) {
            LOG.warn(
                    "{} sends receipts that cannot be read ({}), counted in firstring.message.receipts.passed: {}",
                    link.id(),
                    reason,
                    shown);
        }
        return SMPPConstant.STAT_ESME_RX_P_APPN;
    }
}
