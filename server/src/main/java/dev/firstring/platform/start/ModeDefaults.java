package dev.firstring.platform.start;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Defaults that depend on the mode: in production the log is JSON (Elastic Common Schema) and Swagger UI is disabled;
 * in development the service listens on 127.0.0.1, and the embedded registrar where the service does. If the embedded registrar is configured, phones connect by UDP by
 * default, since it does not support TLS.
 */
public final class ModeDefaults implements EnvironmentPostProcessor, Ordered {

    private static final String REGISTRAR = "firstring.sip-server.embedded.port";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (Binder.get(environment).bind(REGISTRAR, String.class).isBound()) {
            environment
                    .getPropertySources()
                    .addLast(new MapPropertySource("firstring.registrar", Map.of("firstring.sip.transport", "UDP")));
        }
        Listening listening = new Listening(environment);
        if (!listening.isProduction() && !listening.addressIsGiven()) {
            environment
                    .getPropertySources()
                    .addLast(new MapPropertySource(
                            "firstring.development", Map.of(Listening.ADDRESS, Listening.LOOPBACK)));
        }
        if (!listening.isProduction() && listening.addressIsGiven()) {
            environment
                    .getPropertySources()
                    .addLast(new MapPropertySource(
                            "firstring.reach",
                            Map.of(
                                    "firstring.sip-server.embedded.host",
                                    String.valueOf(environment.getProperty(Listening.ADDRESS)))));
        }
        if (listening.isProduction()) {
            environment
                    .getPropertySources()
                    .addLast(new MapPropertySource(
                            "firstring.production",
                            Map.of(
                                    "logging.structured.format.console", "ecs",
                                    "springdoc.swagger-ui.enabled", "false")));
        }
    }

    /** Must run after the configuration files are read. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
