package dev.firstring.messaging.outbox;

import dev.firstring.messaging.Channel;
import dev.firstring.messaging.MessageSender;
import dev.firstring.messaging.OutgoingMessage;
import dev.firstring.messaging.SendOutcome;
import dev.firstring.messaging.SendOutcome.Accepted;
import dev.firstring.messaging.SendOutcome.Reason;
import dev.firstring.messaging.SendOutcome.Refused;
import dev.firstring.phone.DeliveryReach;
import dev.firstring.phone.PhoneNumbers;
import dev.firstring.platform.Mode;
import dev.firstring.platform.configuration.StartFailure;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The configured senders, asked in order until one takes a message. A sender that takes it for fraud, or knows that
 * nobody can reach the number, ends the search. Thread-safe.
 */
@Component
public final class SenderRoute implements DeliveryReach {

    private static final Logger LOG = LoggerFactory.getLogger(SenderRoute.class);
    private static final String INBOX = "inbox";

    private final List<MessageSender> senders;
    private final PhoneNumbers numbers;
    private final MeterRegistry meters;

    /**
     * Puts the senders into the order of the settings.
     *
     * @throws Misconfigured if a sender is unknown, or production has the development inbox or no sender at all
     */
    public SenderRoute(
            List<MessageSender> known, OutboxSettings settings, Mode mode, PhoneNumbers numbers, MeterRegistry meters) {
        List<String> wanted =
                settings.senders() != null ? settings.senders() : mode == Mode.DEVELOPMENT ? List.of(INBOX) : List.of();
        if (mode == Mode.PRODUCTION && wanted.contains(INBOX)) {
            throw new Misconfigured(SendersRule.INBOX_IN_PRODUCTION);
        }
        if (mode == Mode.PRODUCTION && wanted.isEmpty()) {
            throw new Misconfigured(SendersRule.NO_SENDER + " Known here: " + names(known) + ".");
        }
        this.senders = wanted.stream().map(name -> named(name, known)).toList();
        this.numbers = numbers;
        this.meters = meters;
    }

    /** What came of asking the senders. */
    sealed interface Result {

        /** A provider has taken the message. */
        record Taken(String provider, String reference) implements Result {}

        /** No provider has taken it. */
        record Declined(Reason reason, String explanation) implements Result {}

        /** The message belongs to another node by now. */
        record Lost() implements Result {}
    }

    /**
     * Hands a message to the first sender that takes it. Never throws for what a sender does.
     *
     * @param mayGoOn asked before each sender; false ends the search as {@link Result.Lost}
     */
    Result send(OutgoingMessage message, BooleanSupplier mayGoOn) {
        boolean fictitious = numbers.isFictitious(message.to());
        Result.Declined declined = new Result.Declined(
                fictitious ? Reason.NUMBER_REFUSED : Reason.TRANSPORT_REFUSED,
                "no sender carries " + message.channel().word() + (fictitious ? " to a number of fiction" : ""));
        for (MessageSender sender : senders) {
            // TEL-7: a number reserved for fiction never reaches a provider, whatever allowed it before.
            if (!sender.carries(message.channel())
                    || (fictitious && !sender.provider().equals(INBOX))) {
                continue;
            }
            if (!mayGoOn.getAsBoolean()) {
                return new Result.Lost();
            }
            switch (ask(sender, message)) {
                case Accepted(String reference) -> {
                    return new Result.Taken(sender.provider(), reference);
                }
                case Refused(Reason reason, String explanation) -> {
                    String told = sender.provider() + ": " + explanation;
                    if (reason == Reason.FRAUD_BLOCK || reason == Reason.NUMBER_REFUSED) {
                        return new Result.Declined(reason, told);
                    }
                    // One that may work later outweighs one that never will.
                    if (declined.reason() != Reason.UNAVAILABLE || reason == Reason.UNAVAILABLE) {
                        declined = new Result.Declined(reason, told);
                    }
                }
            }
        }
        return declined;
    }

    @Override
    public boolean inboxOnly() {
        return !senders.isEmpty()
                && senders.stream().allMatch(sender -> sender.provider().equals(INBOX));
    }

    /** The names of the senders in the order in which they are asked. */
    public List<String> providers() {
        return senders.stream().map(MessageSender::provider).toList();
    }

    private SendOutcome ask(MessageSender sender, OutgoingMessage message) {
        Timer.Sample sample = Timer.start(meters);
        SendOutcome outcome;
        try {
            outcome = sender.send(message);
        } catch (RuntimeException e) {
            LOG.error("The sender {} broke on message {}", sender.provider(), message.id(), e);
            outcome = new Refused(Reason.UNAVAILABLE, "the sender broke");
        }
        sample.stop(timer(sender.provider(), message.channel(), word(outcome)));
        if (outcome instanceof Refused(Reason reason, String explanation)) {
            LOG.warn("{} refused message {}: {}, {}", sender.provider(), message.id(), reason, explanation);
        }
        return outcome;
    }

    private Timer timer(String provider, Channel channel, String outcome) {
        return Timer.builder("firstring.message.send")
                .description("Messages handed to providers")
                .tag("provider", provider)
                .tag("channel", channel.word())
                .tag("outcome", outcome)
                .register(meters);
    }

    private static String word(SendOutcome outcome) {
        return switch (outcome) {
            case Accepted accepted -> "accepted";
            case Refused refused -> refused.reason().name().toLowerCase(Locale.ROOT);
        };
    }

    private static MessageSender named(String name, List<MessageSender> known) {
        return known.stream()
                .filter(sender -> sender.provider().equals(name))
                .findFirst()
                .orElseThrow(() -> new Misconfigured("firstring.messaging.senders names " + name
                        + ", which is not set up; known here: " + names(known) + "."));
    }

    private static String names(List<MessageSender> known) {
        return known.isEmpty()
                ? "none"
                : String.join(
                        ", ",
                        known.stream().map(MessageSender::provider).sorted().toList());
    }

    /** Settings with which no message could be sent, or everybody could read them. */
    public static final class Misconfigured extends StartFailure {

        Misconfigured(String message) {
            super(message);
        }
    }
}
