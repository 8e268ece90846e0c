package dev.firstring.sipserver.adapter.flexisip;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Flexisip installations that read their accounts from the view {@code sip_auth} and keep contacts in Redis
 * (deploy/flexisip).
 *
 * @param servers one entry for all Flexisip nodes that share a Redis. Default none
 */
@ConfigurationProperties("firstring.sip-server.flexisip")
record FlexisipSettings(@DefaultValue List<ConfiguredFlexisip> servers) {

    FlexisipSettings {
        servers = List.copyOf(servers);
    }
}
