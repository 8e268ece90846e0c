package dev.firstring.messaging.route;

import dev.firstring.messaging.Channel;
import dev.firstring.messaging.Cost;
import dev.firstring.messaging.MessageSender;
import dev.firstring.messaging.MessageSender.OutgoingMessage;
import dev.firstring.messaging.MessageSender.SendOutcome;
import dev.firstring.messaging.MessageSender.SendOutcome.Accepted;
import dev.firstring.messaging.MessageSender.SendOutcome.Reason;
import dev.firstring.messaging.MessageSender.SendOutcome.Refused;
import dev.firstring.phone.DeliveryReach;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.phone.PhoneNumbers;
import dev.firstring.platform.WireWord;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Tries senders in order until one accepts a message. A refusal for fraud or for an unreachable number ends the search.
 * Thread-safe.
 */
@Component
public final class SenderRoute implements DeliveryReach {

    private static final Logger LOG = LoggerFactory.getLogger(SenderRoute.class);

    private final SenderOrder order;
    private final PhoneNumbers numbers;
    private final MeterRegistry meters;

    public SenderRoute(SenderOrder order, PhoneNumbers numbers, MeterRegistry meters) {
        this.order = order;
        this.numbers = numbers;
        this.meters = meters;
    }

    /** The result of trying the senders. */
    public sealed interface Result {

        /** The names of the senders that did not accept the message, in the order in which they were tried. */
        List<String> declinedBy();

        /** A provider accepted the message. */
        record Taken(
                String provider, String reference, @Nullable Cost cost, List<String> declinedBy) implements Result {}

        /** No provider accepted the message. */
        record Declined(Reason reason, String explanation, List<String> declinedBy) implements Result {}

        /** This node no longer holds the lease of the message. */
        record Lost(List<String> declinedBy) implements Result {}
    }

    /**
     * Sends a message with the first sender that accepts it. Never throws for anything a sender does.
     *
     * @param avoided the names of senders to try last
     * @param staysOurs tested before each sender with the sender's longest send; false ends the search as
     *     {@link Result.Lost}
     */
    public Result send(OutgoingMessage message, Collection<String> avoided, Predicate<Duration> staysOurs) {
        boolean fictitious = message.to().isFictitious();
        String country = numbers.region(message.to());
        OutgoingMessage addressed = message.from(order.senderId(country, message.channel()));
        List<String> declinedBy = new ArrayList<>();
        Refused refused = new Refused(
                fictitious ? Reason.NUMBER_REFUSED : Reason.TRANSPORT_REFUSED,
                "no sender carries " + message.channel().word() + (fictitious ? " to a number of fiction" : ""));
        for (MessageSender sender : order.of(country, message.channel(), avoided)) {
            // TEL-7: messages to numbers reserved for fiction never reach a provider, whatever earlier checks allowed.
            if (!sender.carries(message.channel())
                    || (fictitious && !sender.provider().equals(SenderOrder.INBOX))) {
                continue;
            }
            if (!staysOurs.test(sender.longestSend())) {
                return new Result.Lost(List.copyOf(declinedBy));
            }
            switch (ask(sender, addressed, country)) {
                case Accepted(String reference, Cost cost) -> {
                    return new Result.Taken(sender.provider(), reference, cost, List.copyOf(declinedBy));
                }
                case Refused(Reason reason, String explanation) -> {
                    declinedBy.add(sender.provider());
                    Refused told = new Refused(reason, sender.provider() + ": " + explanation);
                    if (ends(reason)) {
                        return declined(told, declinedBy);
                    }
                    // A temporary refusal takes precedence over a permanent one.
                    if (refused.reason() != Reason.UNAVAILABLE || reason == Reason.UNAVAILABLE) {
                        refused = told;
                    }
                }
            }
        }
        return declined(refused, declinedBy);
    }

    /** Whether any sender supports the channel for the number. Contacts no provider. */
    public boolean carries(Channel channel, PhoneNumber number) {
        boolean fictitious = number.isFictitious();
        return order.of(numbers.region(number), channel, List.of()).stream()
                .anyMatch(sender -> sender.carries(channel)
                        && (!fictitious || sender.provider().equals(SenderOrder.INBOX)));
    }

    @Override
    public boolean inboxOnly() {
        List<String> names = providers();
        return !names.isEmpty() && names.stream().allMatch(SenderOrder.INBOX::equals);
    }

    /** Returns the names of the senders that a message can reach. */
    public List<String> providers() {
        return order.all().stream().map(MessageSender::provider).toList();
    }

    private SendOutcome ask(MessageSender sender, OutgoingMessage message, String country) {
        Timer.Sample sample = Timer.start(meters);
        SendOutcome outcome = sender.send(message);
        sample.stop(timer(sender.provider(), message.channel(), word(outcome)));
        counter(sender.provider(), message.channel(), word(outcome), country).increment();
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

    private Counter counter(String provider, Channel channel, String outcome, String country) {
        return Counter.builder("firstring.message.outcomes")
                .description("Messages handed to providers, by country")
                .tag("provider", provider)
                .tag("channel", channel.word())
                .tag("outcome", outcome)
                .tag("country", country)
                .register(meters);
    }

    private static boolean ends(Reason reason) {
        return switch (reason) {
            case FRAUD_BLOCK, NUMBER_REFUSED -> true;
            case TRANSPORT_REFUSED, UNAVAILABLE -> false;
        };
    }

    private static Result.Declined declined(Refused refused, List<String> declinedBy) {
        return new Result.Declined(refused.reason(), refused.explanation(), List.copyOf(declinedBy));
    }

    private static String word(SendOutcome outcome) {
        return switch (outcome) {
            case Accepted accepted -> "accepted";
            case Refused refused -> WireWord.of(refused.reason());
        };
    }
}
