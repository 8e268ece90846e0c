package dev.firstring.messaging.provider.inbox;

import dev.firstring.messaging.Channel;
import dev.firstring.messaging.MessageSender;
import dev.firstring.messaging.MessageSender.OutgoingMessage;
import dev.firstring.messaging.MessageSender.SendOutcome;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * Accepts every message and keeps the newest 200 in memory. Messages are also logged, including their codes. A message
 * that is sent twice is kept once. Thread-safe.
 */
@Component
@ConditionalOnProperty(name = "firstring.mode", havingValue = "development", matchIfMissing = true)
public final class InboxSender implements MessageSender {

    private static final Logger LOG = LoggerFactory.getLogger("dev.firstring.inbox");
    private static final int KEPT = 200;

    private final Clock clock;
    private final Deque<InboxMessage> newestFirst = new ArrayDeque<>();

    public InboxSender(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String provider() {
        return "inbox";
    }

    @Override
    public boolean carries(Channel channel) {
        return true;
    }

    @Override
    public SendOutcome send(OutgoingMessage message) {
        InboxMessage kept = new InboxMessage(
                message.id(), message.to().e164(), message.channel().word(), message.text(), clock.instant());
        LOG.info("{} to {}: {}", kept.channel(), kept.to(), kept.text().replace('\n', ' '));
        synchronized (newestFirst) {
            newestFirst.removeIf(earlier -> earlier.id().equals(kept.id()));
            newestFirst.addFirst(kept);
            if (newestFirst.size() > KEPT) {
                newestFirst.removeLast();
            }
        }
        return new SendOutcome.Accepted(message.id().toString());
    }

    /** Returns the kept messages, newest first. */
    public List<InboxMessage> messages() {
        synchronized (newestFirst) {
            return List.copyOf(newestFirst);
        }
    }
}
