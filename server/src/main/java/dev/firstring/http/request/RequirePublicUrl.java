package dev.firstring.http.request;

import dev.firstring.http.PublicUrl;
import dev.firstring.platform.configuration.ConfigurationMistakes;
import dev.firstring.platform.configuration.ProductionRule;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Prevents a production service without a public https URL from starting: its links would depend on request headers or
 * lack TLS.
 */
final class RequirePublicUrl implements ProductionRule {

    private final PublicUrlSettings settings;

    RequirePublicUrl(PublicUrlSettings settings) {
        this.settings = settings;
    }

    @Override
    public List<String> mistakes() {
        return settings.url().filter(PublicUrl::isSecure).isPresent()
                ? List.of()
                : List.of(ConfigurationMistakes.line(
                        "firstring.http.public-url",
                        settings.publicUrl() == null ? "" : settings.publicUrl(),
                        "set firstring.http.public-url (FIRSTRING_HTTP_PUBLIC_URL) to the https URL that people reach the"
                                + " service by"));
    }

    /** Creates the rule before other beans exist; dependencies of a constructor would not be available yet. */
    @Configuration(proxyBeanMethods = false)
    static class Wiring {

        @Bean
        static RequirePublicUrl requirePublicUrl(PublicUrlSettings settings) {
            return new RequirePublicUrl(settings);
        }
    }
}
