package dev.firstring.messaging.outbox;

import dev.firstring.messaging.MessageSender;
import dev.firstring.messaging.route.Routes;
import dev.firstring.messaging.route.SenderRoute;
import dev.firstring.messaging.texts.MessageText;
import dev.firstring.messaging.texts.TextSettings;
import dev.firstring.platform.Ids;
import dev.firstring.testing.FixedKeys;
import dev.firstring.verification.Codes;
import dev.firstring.verification.Otp;
import dev.firstring.verification.VerificationSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** The outbox of one node, made of the real parts over a database. */
final class Node implements AutoCloseable {

    static final Otp CODE = new Otp("123456");

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final Outbox outbox;
    final DeliveryRecorder recorder;
    final MessageDispatch dispatch;
    final MessageTakeover takeover;

    Node(DataSource database, Clock clock, Duration budget, MessageSender... senders) {
        OutboxSettings settings = new OutboxSettings(Duration.ofSeconds(8), budget);
        SenderRoute route = Routes.inOrder(clock, meters, senders);
        outbox = new Outbox(new JdbcTemplate(database));
        recorder = new DeliveryRecorder(outbox, meters);
        MessageText text = new MessageText(new TextSettings("Example", "example.org", null, null));
        dispatch = new MessageDispatch(text, route, outbox, recorder, settings, clock);
        takeover = new MessageTakeover(outbox, codes(clock), dispatch, settings, clock, meters);
    }

    Node(DataSource database, Clock clock, MessageSender... senders) {
        this(database, clock, Duration.ofSeconds(5), senders);
    }

    /** The code of a message that {@link Rows} has queued. */
    static Otp codeOf(QueuedMessage message, Clock clock) {
        return codes(clock).codeOf(new Codes.Seed(message.verificationId(), new byte[16], 1));
    }

    private static Codes codes(Clock clock) {
        return new Codes(
                new FixedKeys(),
                new Ids(clock, new SecureRandom()),
                new VerificationSettings(6, Duration.ofMinutes(10), Duration.ofMinutes(5), 3, 5));
    }

    @Override
    public void close() {
        recorder.close();
    }
}
