package dev.firstring.messaging.route;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Reports down if no sender is configured, because no code can be delivered. */
@Component
final class SendersHealthIndicator implements HealthIndicator {

    private final SenderRoute route;

    SendersHealthIndicator(SenderRoute route) {
        this.route = route;
    }

    @Override
    public Health health() {
        Health.Builder health = route.providers().isEmpty() ? Health.down() : Health.up();
        return health.withDetail("senders", route.providers()).build();
    }
}
