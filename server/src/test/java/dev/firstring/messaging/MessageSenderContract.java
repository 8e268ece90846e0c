package dev.firstring.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.messaging.MessageSender.OutgoingMessage;
import dev.firstring.messaging.MessageSender.SendOutcome;
import dev.firstring.messaging.MessageSender.SendOutcome.Accepted;
import dev.firstring.phone.PhoneNumber;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every sender holds to, with its provider up and willing. An adapter's test extends this. */
public abstract class MessageSenderContract {

    protected abstract MessageSender sender();

    /** How often the provider was given a message with this text. */
    protected abstract int arrivals(String text);

    @Test
    void its_name_is_lower_case() {
        assertThat(sender().provider()).matches("[a-z][a-z0-9-]*");
    }

    @Test
    void it_carries_something_and_a_carried_message_arrives_whole() {
        assertThat(Channel.values()).anyMatch(sender()::carries);
        for (Channel channel : Channel.values()) {
            if (sender().carries(channel)) {
                OutgoingMessage message = message(channel, "Your code is 123456.\n@example.org #123456 " + channel);

                assertThat(sender().send(message))
                        .isInstanceOfSatisfying(
                                Accepted.class,
                                taken -> assertThat(taken.reference()).isNotBlank());
                assertThat(arrivals(message.text())).isEqualTo(1);
            }
        }
    }

    @Test
    void the_same_message_may_come_twice() {
        OutgoingMessage message = message(carried(), "Your code is 654321.");

        assertThat(sender().send(message)).isInstanceOf(Accepted.class);
        assertThat(sender().send(message)).isInstanceOf(Accepted.class);
        assertThat(arrivals(message.text())).isBetween(1, 2);
    }

    @Test
    void messages_may_come_at_once() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var sends = IntStream.range(0, 50)
                    .<Callable<SendOutcome>>mapToObj(i -> () -> sender().send(message(carried(), "Number " + i + ".")))
                    .toList();
            for (var outcome : threads.invokeAll(sends)) {
                assertThat(outcome.get()).isInstanceOf(Accepted.class);
            }
        }
        assertThat(IntStream.range(0, 50).map(i -> arrivals("Number " + i + ".")))
                .containsOnly(1);
    }

    private Channel carried() {
        return sender().carries(Channel.SMS) ? Channel.SMS : Channel.VOICE;
    }

    private static OutgoingMessage message(Channel channel, String text) {
        return new OutgoingMessage(UUID.randomUUID(), new PhoneNumber("+33639980123"), channel, Locale.ENGLISH, text);
    }
}
