package dev.firstring.messaging.route;

import dev.firstring.messaging.MessageSender;
import dev.firstring.phone.PhoneNumbers;
import dev.firstring.platform.Mode;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes routes of the real parts. */
public final class Routes {

    /** As it is set where nothing is configured. */
    static final SenderGuardSettings GUARD = new SenderGuardSettings(50, 40, Duration.ofSeconds(10), 200);

    private Routes() {}

    /** Only the order of the senders, with nothing else set. */
    static RoutingSettings inOrder(@Nullable List<String> senders) {
        return new RoutingSettings(senders, List.of(), Map.of(), Map.of());
    }

    /** One of a production service that asks these senders in this order. */
    public static SenderRoute inOrder(Clock clock, MeterRegistry meters, MessageSender... senders) {
        List<String> names =
                List.of(senders).stream().map(MessageSender::provider).toList();
        return of(Mode.PRODUCTION, inOrder(names), clock, meters, senders);
    }

    static SenderRoute of(
            Mode mode, RoutingSettings settings, Clock clock, MeterRegistry meters, MessageSender... senders) {
        Senders known = new Senders(List.of(senders), List.of(), GUARD, clock, meters);
        return new SenderRoute(new SenderOrder(known, settings, mode, new SecureRandom()), new PhoneNumbers(), meters);
    }
}
