package dev.firstring.sipserver.adapter.rest;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * SIP servers that speak the REST dialect of docs/rest-dialect.md.
 *
 * <p>Without this setting, {@code FLEXISIP_SERVER_URL}, {@code FLEXISIP_API_KEY}, {@code FLEXISIP_ADMIN_USERNAME} and
 * {@code FLEXISIP_ADMIN_PASSWORD} name one server, with the id {@code flexisip}.
 *
 * @param servers the servers; by default the one that {@code FLEXISIP_SERVER_URL} names, or none
 */
@ConfigurationProperties("firstring.sip-server.rest")
record RestSettings(@DefaultValue List<RestServerSettings> servers) {

    RestSettings {
        servers = List.copyOf(servers);
    }
}
