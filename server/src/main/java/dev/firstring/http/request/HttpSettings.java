package dev.firstring.http.request;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the wire.
 *
 * @param trustedProxies the reverse proxies whose {@code X-Forwarded-For} is accepted, as addresses or ranges in CIDR
 *     notation, IPv4 and IPv6; by default none
 */
@ConfigurationProperties("firstring.http")
public record HttpSettings(@DefaultValue({}) List<Network> trustedProxies) {

    public HttpSettings {
        trustedProxies = List.copyOf(trustedProxies);
    }
}
