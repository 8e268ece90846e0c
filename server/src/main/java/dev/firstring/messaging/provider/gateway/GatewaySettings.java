package dev.firstring.messaging.provider.gateway;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Gateways that take a message in one HTTP call.
 *
 * @param gateways the gateways; default none
 */
@Validated
@ConfigurationProperties("firstring.messaging")
record GatewaySettings(@DefaultValue List<Gateway> gateways) {

    GatewaySettings {
        gateways = List.copyOf(gateways);
    }
}
