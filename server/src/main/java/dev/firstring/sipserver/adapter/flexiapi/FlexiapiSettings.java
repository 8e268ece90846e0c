package dev.firstring.sipserver.adapter.flexiapi;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Flexisip Account Managers (2.x) that accounts are kept in.
 *
 * @param servers the managers, one for each Space; none by default
 */
@ConfigurationProperties("firstring.sip-server.flexiapi")
record FlexiapiSettings(@DefaultValue List<FlexiapiServerSettings> servers) {

    FlexiapiSettings {
        servers = List.copyOf(servers);
    }
}
