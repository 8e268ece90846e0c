package dev.firstring.http.metrics;

import dev.firstring.platform.configuration.ConfigurationMistakes;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who gets at the metrics, which tell how many people sign up, what messages cost and which SIP servers are down.
 *
 * @param port a separate port for {@code /metrics} and {@code /health}, which serves nothing else; 0 for a free one; by
 *     default there is none
 * @param address the address of that port; default 127.0.0.1
 * @param publicPort whether {@code /metrics} is also available on the service's own port; default true in development,
 *     false in production
 */
@ConfigurationProperties("firstring.metrics")
record MetricsSettings(
        @Nullable Integer port,
        @DefaultValue("127.0.0.1") String address,
        @Nullable Boolean publicPort) {

    private static final int HIGHEST_PORT = 65_535;

    MetricsSettings {
        if (port != null && (port < 0 || port > HIGHEST_PORT)) {
            throw new ConfigurationMistakes(ConfigurationMistakes.line(
                    "firstring.metrics.port", port, "give a port from 0 to " + HIGHEST_PORT));
        }
    }
}
