package dev.firstring.sip.settings;

import dev.firstring.platform.configuration.ConfigurationMistakes;
import dev.firstring.platform.configuration.ProductionRule;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Stops the start of a production service that nobody has given a SIP domain. */
final class RefuseDevelopmentDomain implements ProductionRule {

    private final SipSettings settings;

    RefuseDevelopmentDomain(SipSettings settings) {
        this.settings = settings;
    }

    @Override
    public List<String> mistakes() {
        return settings.domain().equals(SipSettings.DEVELOPMENT_DOMAIN)
                ? List.of(ConfigurationMistakes.line(
                        "firstring.sip.domain",
                        settings.domain(),
                        "set firstring.sip.domain (FIRSTRING_SIP_DOMAIN) to the domain of your SIP server"))
                : List.of();
    }

    /** Makes the rule before other beans are there: what is injected by constructor would not be yet. */
    @Configuration(proxyBeanMethods = false)
    static class Wiring {

        @Bean
        static RefuseDevelopmentDomain refuseDevelopmentDomain(SipSettings settings) {
            return new RefuseDevelopmentDomain(settings);
        }
    }
}
