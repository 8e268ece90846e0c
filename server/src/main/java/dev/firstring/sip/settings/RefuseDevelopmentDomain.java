package dev.firstring.sip.settings;

import dev.firstring.platform.configuration.ConfigurationMistakes;
import dev.firstring.platform.configuration.ProductionRule;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Prevents a production service from starting without a configured SIP domain. */
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

    /** Creates the rule before other beans exist. Constructor injection is not available at that time. */
    @Configuration(proxyBeanMethods = false)
    static class Wiring {

        @Bean
        static RefuseDevelopmentDomain refuseDevelopmentDomain(SipSettings settings) {
            return new RefuseDevelopmentDomain(settings);
        }
    }
}
