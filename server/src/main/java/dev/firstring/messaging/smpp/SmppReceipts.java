package dev.firstring.messaging.smpp;

import dev.firstring.messaging.receipt.Receipt;
import dev.firstring.messaging.receipt.Receipts;
import java.util.concurrent.Semaphore;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Keeps the receipts of a carrier, each before it is acknowledged. When the database is away or too many are being
 * written, the carrier is asked to send the receipt again later. Thread-safe.
 */
final class SmppReceipts implements MessageReceiverListener {

    private static final Logger LOG = LoggerFactory.getLogger(SmppReceipts.class);

    /** Fewer than there are processors: answers to messages must not wait for a database that is away. */
    private static final int AT_ONCE = SmppBind.PROCESSORS - 8;

    private final SmppLink link;
    private final Receipts receipts;
    private final Semaphore places = new Semaphore(AT_ONCE);

    SmppReceipts(SmppLink link, Receipts receipts) {
        this.link = link;
        this.receipts = receipts;
    }

    @Override
    public void onAcceptDeliverSm(DeliverSm deliver) throws ProcessRequestException {
        if (!deliver.isSmscDeliveryReceipt()) {
            // Somebody answers a code; nobody reads that.
            return;
        }
        ReceiptText receipt = ReceiptText.read(deliver).orElse(null);
        if (receipt == null) {
            LOG.warn("{} sent a receipt that names no message", link.id());
            return;
        }
        Boolean arrived = receipt.arrived().orElse(null);
        if (arrived == null) {
            return;
        }
        if (!places.tryAcquire()) {
            throw later("too many receipts at once");
        }
        try {
            receipts.record(new Receipt(
                    link.id(),
                    null,
                    link.receiptIds() == SmppLink.IdForm.HEX ? MessageIds.ofHex(receipt.id()) : receipt.id(),
                    arrived,
                    receipt.state() + " " + receipt.error(),
                    null));
        } catch (DataAccessException e) {
            LOG.warn("Could not keep a receipt of {}; it is asked for again", link.id(), e);
            throw later("the receipt could not be kept");
        } finally {
            places.release();
        }
    }

    @Override
    public void onAcceptAlertNotification(AlertNotification alert) {
        LOG.debug("{} sent an alert", link.id());
    }

    @Override
    public DataSmResult onAcceptDataSm(DataSm data, Session source) throws ProcessRequestException {
        throw new ProcessRequestException("no data is taken", SMPPConstant.STAT_ESME_RX_P_APPN);
    }

    private static ProcessRequestException later(String why) {
        return new ProcessRequestException(why, SMPPConstant.STAT_ESME_RX_T_APPN);
    }
}
