package dev.firstring.messaging.provider.smpp;

import dev.firstring.messaging.Channel;
import dev.firstring.messaging.MessageSender;
import dev.firstring.messaging.MessageSender.OutgoingMessage;
import dev.firstring.messaging.MessageSender.SendOutcome;
import dev.firstring.messaging.MessageSender.SendOutcome.Accepted;
import dev.firstring.messaging.MessageSender.SendOutcome.Reason;
import dev.firstring.messaging.MessageSender.SendOutcome.Refused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.SMSCDeliveryReceipt;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.SubmitSmResult;

/**
 * Sends messages to a carrier over its bind, limited by the window. While the carrier is not bound, a message waits up
 * to its timeout. Thread-safe.
 */
final class SmppSender implements MessageSender {

    private final SmppLink link;
    private final SmppBind bind;
    private final Semaphore window;

    SmppSender(SmppLink link, SmppBind bind) {
        this.link = link;
        this.bind = bind;
        this.window = new Semaphore(link.window());
    }

    @Override
    public String provider() {
        return link.id();
    }

    @Override
    public boolean carries(Channel channel) {
        return channel == Channel.SMS;
    }

    @Override
    public SendOutcome send(OutgoingMessage message) {
        long deadline = System.nanoTime() + link.timeout().toNanos();
        try {
            if (!window.tryAcquire(link.timeout().toNanos(), TimeUnit.NANOSECONDS)) {
                return unavailable("the window was full for " + link.timeout());
            }
            try {
                return submit(message, deadline);
            } finally {
                window.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unavailable("interrupted");
        }
    }

    /** One timeout for the window and the bind, and another for the response. */
    @Override
    public Duration longestSend() {
        return link.timeout().multipliedBy(2);
    }

    @Override
    public Optional<String> problem() {
        try {
            bind.bind().unbindAndClose();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(SmppBind.why(e));
        }
    }

    private SendOutcome submit(OutgoingMessage message, long deadline) throws InterruptedException {
        while (true) {
            SMPPSession session = bind.await(deadline);
            if (session == null) {
                return unavailable("not bound");
            }
            try {
                String name = name(submit(session, message));
                return new Accepted(name.isEmpty() ? message.id().toString() : name);
            } catch (NegativeResponseException e) {
                return refused(e.getCommandStatus());
            } catch (ResponseTimeoutException e) {
                return unavailable("no answer within " + link.timeout());
            } catch (PDUException | InvalidResponseException e) {
                return unavailable("the message or its answer was no SMPP");
            } catch (IOException | IllegalStateException e) {
                // The bind ended during the write: the message is unlikely to have arrived, so it waits for the next
                // bind.
                session.close();
            }
        }
    }

    /** Returns the network's id of the message; empty if there is none. */
    private static String name(SubmitSmResult taken) {
        return Stream.of(taken.getOptionalParameters())
                .filter(parameter -> parameter.tag == InboundPdus.NAME)
                .map(OptionalParameter.OctetString.class::cast)
                .map(parameter -> MessageIds.kept(new String(parameter.getValue(), StandardCharsets.ISO_8859_1)))
                .findFirst()
                .orElse("");
    }

    private SubmitSmResult submit(SMPPSession session, OutgoingMessage message)
            throws PDUException, ResponseTimeoutException, InvalidResponseException, NegativeResponseException,
                    IOException {
        String senderId = message.senderId();
        Address from = Address.ofSender(senderId == null ? link.from() : senderId);
        Address to = Address.of(message.to());
        ShortMessage text = ShortMessage.of(message.text(), link.alphabet());
        return session.submitShortMessage(
                "",
                from.type(),
                from.plan(),
                from.text(),
                to.type(),
                to.plan(),
                to.text(),
                new ESMClass(),
                (byte) 0,
                (byte) 0,
                null,
                null,
                new RegisteredDelivery(SMSCDeliveryReceipt.SUCCESS_FAILURE),
                (byte) 0,
                new RawDataCoding(text.coding()),
                (byte) 0,
                text.octets());
    }

    /** A network that does not know the number says nothing about other networks, so those are tried. */
    private static Refused refused(int status) {
        String told = "SMPP status 0x%08x".formatted(status);
        return switch (status) {
            case SMPPConstant.STAT_ESME_RINVDSTADR,
                    SMPPConstant.STAT_ESME_RINVSRCADR,
                    SMPPConstant.STAT_ESME_RINVDSTTON,
                    SMPPConstant.STAT_ESME_RINVDSTNPI -> new Refused(Reason.TRANSPORT_REFUSED, told);
            default -> new Refused(Reason.UNAVAILABLE, told);
        };
    }

    private static Refused unavailable(String why) {
        return new Refused(Reason.UNAVAILABLE, why);
    }
}
