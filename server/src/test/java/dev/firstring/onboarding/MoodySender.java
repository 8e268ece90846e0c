package dev.firstring.onboarding;

import dev.firstring.messaging.Channel;
import dev.firstring.messaging.MessageSender;
import dev.firstring.messaging.MessageSender.OutgoingMessage;
import dev.firstring.messaging.MessageSender.SendOutcome;
import java.util.concurrent.atomic.AtomicInteger;

/** While it is moody, it takes two of three messages; what it refuses is given back. Thread-safe. */
final class MoodySender implements MessageSender {

    private final AtomicInteger sends = new AtomicInteger();
    private volatile boolean moody;

    void moody(boolean now) {
        moody = now;
    }

    @Override
    public String provider() {
        return "moody";
    }

    @Override
    public boolean carries(Channel channel) {
        return true;
    }

    @Override
    public SendOutcome send(OutgoingMessage message) {
        return moody && sends.incrementAndGet() % 3 == 0
                ? new SendOutcome.Refused(SendOutcome.Reason.TRANSPORT_REFUSED, "not now")
                : new SendOutcome.Accepted("taken-" + message.id());
    }
}
