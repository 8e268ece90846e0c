package dev.firstring.platform.configuration;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Prevents the start of a production service with {@code --lan}, which is for trying out. */
final class RefuseLan implements ProductionRule {

    private final PlatformSettings settings;

    RefuseLan(PlatformSettings settings) {
        this.settings = settings;
    }

    @Override
    public List<String> mistakes() {
        return settings.lan()
                ? List.of(ConfigurationMistakes.line(
                        "firstring.lan",
                        "true",
                        "--lan is for trying out in development; in production set server.address (--host)"))
                : List.of();
    }

    /** Creates the rule before other beans exist, when constructor injection is not available yet. */
    @Configuration(proxyBeanMethods = false)
    static class Wiring {

        @Bean
        static RefuseLan refuseLan(PlatformSettings settings) {
            return new RefuseLan(settings);
        }
    }
}
