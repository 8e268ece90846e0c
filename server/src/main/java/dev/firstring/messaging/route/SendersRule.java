package dev.firstring.messaging.route;

import dev.firstring.platform.configuration.ProductionRule;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Requires production to have senders that reach real phones. */
final class SendersRule implements ProductionRule {

    static final String INBOX_IN_PRODUCTION =
            "firstring.messaging.senders must not contain inbox in production: it shows every code to everybody who opens"
                    + " a page. Name the providers that carry your messages.";
    static final String NO_SENDER =
            "firstring.messaging.senders names no sender, so that no code could reach anybody. Name the providers that"
                    + " carry your messages.";

    private final RoutingSettings settings;

    SendersRule(RoutingSettings settings) {
        this.settings = settings;
    }

    @Override
    public List<String> mistakes() {
        List<String> senders = settings.senders();
        if (senders == null || senders.isEmpty()) {
            return List.of(NO_SENDER);
        }
        boolean inbox = senders.contains(SenderOrder.INBOX)
                || settings.routes().stream().anyMatch(rule -> rule.senders().contains(SenderOrder.INBOX));
        return inbox ? List.of(INBOX_IN_PRODUCTION) : List.of();
    }

    /** Creates the rule before other beans exist, when constructor injection is not yet available. */
    @Configuration(proxyBeanMethods = false)
    static class Wiring {

        @Bean
        static SendersRule sendersRule(RoutingSettings settings) {
            return new SendersRule(settings);
        }
    }
}
