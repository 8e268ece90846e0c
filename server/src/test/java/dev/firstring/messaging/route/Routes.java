package dev.firstring.messaging.route;

import dev.firstring.messaging.MessageSender;
import dev.firstring.phone.PhoneNumbers;
import dev.firstring.platform.Mode;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;

/** Makes routes of the real parts. */
public final class Routes {

    private Routes() {}

    /** One of a production service that asks these senders in this order. */
    public static SenderRoute inOrder(Clock clock, MeterRegistry meters, MessageSender... senders) {
        List<String> names =
                List.of(senders).stream().map(MessageSender::provider).toList();
        return of(Mode.PRODUCTION, RoutingSettings.inOrder(names), clock, meters, senders);
    }

    static SenderRoute of(
            Mode mode, RoutingSettings settings, Clock clock, MeterRegistry meters, MessageSender... senders) {
        Senders known = new Senders(List.of(senders), List.of(), GuardSettings.standard(), clock, meters);
        return new SenderRoute(new SenderOrder(known, settings, mode, new SecureRandom()), new PhoneNumbers(), meters);
    }
}
