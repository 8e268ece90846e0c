package dev.firstring.sipserver.adapter.kamailio;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Kamailio servers that read their accounts from the view {@code subscriber} (deploy/kamailio).
 *
 * @param servers the instances, one entry each. Default none
 */
@ConfigurationProperties("firstring.sip-server.kamailio")
record KamailioSettings(@DefaultValue List<ConfiguredKamailio> servers) {

    KamailioSettings {
        servers = List.copyOf(servers);
    }
}
