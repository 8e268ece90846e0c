package dev.firstring.messaging.provider.sns;

import dev.firstring.messaging.MessageSender;
import dev.firstring.messaging.MessageSenderSource;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;

/** The Amazon SNS sender, if the settings name a region. Thread-safe. */
@Component
final class Sns implements MessageSenderSource {

    private final List<SnsSender> senders;

    Sns(SnsSettings settings, Clock clock) {
        this.senders = settings.region().isEmpty() ? List.of() : List.of(new SnsSender(settings, clock));
    }

    @Override
    public List<MessageSender> senders() {
        return List.copyOf(senders);
    }

    @PreDestroy
    void close() {
        senders.forEach(SnsSender::close);
    }
}
