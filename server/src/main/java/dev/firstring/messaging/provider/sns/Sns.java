package dev.firstring.messaging.provider.sns;

import dev.firstring.messaging.MessageSender;
import dev.firstring.messaging.MessageSenderSource;
import dev.firstring.platform.Secret;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;

/** The Amazon SNS sender, if the settings name a region. Thread-safe. */
@Component
final class Sns implements MessageSenderSource {

    private final List<SnsSender> senders;

    Sns(SnsSettings settings, Clock clock) {
        Secret secret = settings.secretAccessKey();
        this.senders = settings.region().isEmpty() || secret == null
                ? List.of()
                : List.of(new SnsSender(settings, secret, clock));
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
