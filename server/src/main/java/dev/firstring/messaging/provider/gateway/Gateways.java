package dev.firstring.messaging.provider.gateway;

import dev.firstring.messaging.MessageSender;
import dev.firstring.messaging.MessageSenderSource;
import dev.firstring.messaging.hook.HookSettings;
import jakarta.annotation.PreDestroy;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The gateways in {@code firstring.messaging.gateways}. Thread-safe. */
@Component
final class Gateways implements MessageSenderSource {

    private final GatewaySettings settings;
    private final List<GatewaySender> senders;

    Gateways(GatewaySettings settings, HookSettings hooks) {
        this.settings = settings;
        this.senders = settings.gateways().stream()
                .map(gateway -> new GatewaySender(gateway, hooks))
                .toList();
    }

    @Override
    public List<MessageSender> senders() {
        return List.copyOf(senders);
    }

    Optional<Gateway> named(String id) {
        return settings.gateways().stream()
                .filter(gateway -> gateway.id().equals(id))
                .findFirst();
    }

    @PreDestroy
    void close() {
        senders.forEach(GatewaySender::close);
    }
}
