package dev.firstring.messaging.provider.ovh;

import dev.firstring.messaging.MessageSender;
import dev.firstring.messaging.MessageSenderSource;
import dev.firstring.platform.Secret;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;

/** The OVHcloud sender, if the settings name an SMS account. Thread-safe. */
@Component
final class Ovh implements MessageSenderSource {

    private final List<OvhSender> senders;

    Ovh(OvhSettings settings, Clock clock) {
        Secret application = settings.applicationSecret();
        Secret consumer = settings.consumerKey();
        this.senders = settings.serviceName().isEmpty() || application == null || consumer == null
                ? List.of()
                : List.of(new OvhSender(settings, application, consumer, clock));
    }

    @Override
    public List<MessageSender> senders() {
        return List.copyOf(senders);
    }

    @PreDestroy
    void close() {
        senders.forEach(OvhSender::close);
    }
}
