package dev.firstring.http.request;

import dev.firstring.http.PublicUrl;
import dev.firstring.platform.configuration.ConfigurationMistakes;
import dev.firstring.platform.configuration.ProductionRule;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Stops the start of a production service that would make links out of what a request says of itself, or without TLS. */
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

    /** Makes the rule before other beans are there: what is injected by constructor would not be yet. */
    @Configuration(proxyBeanMethods = false)
    static class Wiring {

        @Bean
        static RequirePublicUrl requirePublicUrl(PublicUrlSettings settings) {
            return new RequirePublicUrl(settings);
        }
    }
}
