package dev.firstring.messaging.provider.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.firstring.messaging.Channel;
import dev.firstring.messaging.MessageSender;
import dev.firstring.messaging.MessageSender.OutgoingMessage;
import dev.firstring.messaging.MessageSenderContract;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.testing.SettableClock;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class InboxSenderTest extends MessageSenderContract {

    private final SettableClock clock = new SettableClock();
    private final InboxSender inbox = new InboxSender(clock);

    @Override
    protected MessageSender sender() {
        return inbox;
    }

    @Override
    protected int arrivals(String text) {
        return (int) inbox.messages().stream()
                .filter(message -> message.text().equals(text))
                .count();
    }

    @Test
    void the_newest_200_are_kept_newest_first() {
        for (int i = 1; i <= 201; i++) {
            send(UUID.randomUUID(), "message " + i);
        }

        assertThat(inbox.messages()).hasSize(200);
        assertThat(inbox.messages().getFirst().text()).isEqualTo("message 201");
        assertThat(inbox.messages().getLast().text()).isEqualTo("message 2");
    }

    @Test
    void a_message_that_comes_twice_is_kept_once() {
        UUID id = UUID.randomUUID();
        send(id, "again");
        send(id, "again");

        assertThat(inbox.messages())
                .containsExactly(new InboxMessage(id, "+447700900123", "sms", "again", clock.instant()));
    }

    @Test
    void each_message_is_logged_in_one_line() {
        Logger logger = (Logger) LoggerFactory.getLogger("dev.firstring.inbox");
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(lines);
        try {
            send(UUID.randomUUID(), "Your code is 123456.\n@example.org #123456");
        } finally {
            logger.detachAppender(lines);
        }

        assertThat(lines.list)
                .singleElement()
                .extracting(ILoggingEvent::getFormattedMessage)
                .asString()
                .contains("sms to +447700900123: Your code is 123456. @example.org #123456");
    }

    private void send(UUID id, String text) {
        inbox.send(new OutgoingMessage(id, new PhoneNumber("+447700900123"), Channel.SMS, Locale.ENGLISH, text));
    }
}
