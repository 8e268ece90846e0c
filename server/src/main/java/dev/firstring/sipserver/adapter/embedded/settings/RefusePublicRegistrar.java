package dev.firstring.sipserver.adapter.embedded.settings;

import dev.firstring.platform.configuration.ConfigurationMistakes;
import dev.firstring.platform.configuration.ProductionRule;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Prevents the start of a production service whose registrar is reachable from other machines. */
final class RefusePublicRegistrar implements ProductionRule {

    private final EmbeddedSettings settings;

    RefusePublicRegistrar(EmbeddedSettings settings) {
        this.settings = settings;
    }

    @Override
    public List<String> mistakes() {
        return settings.port() == null || isLoopback(settings.host())
                ? List.of()
                : List.of(ConfigurationMistakes.line(
                        "firstring.sip-server.embedded.host",
                        settings.host(),
                        "must be a loopback address such as 127.0.0.1 in production: the embedded registrar is for"
                                + " tests and demonstrations; use a SIP server of your own"));
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Creates the rule before other beans exist, when constructor injection is not available yet. */
    @Configuration(proxyBeanMethods = false)
    static class Wiring {

        @Bean
        static RefusePublicRegistrar refusePublicRegistrar(EmbeddedSettings settings) {
            return new RefusePublicRegistrar(settings);
        }
    }
}
