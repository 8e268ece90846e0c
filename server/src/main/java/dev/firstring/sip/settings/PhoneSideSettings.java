package dev.firstring.sip.settings;

import dev.firstring.sip.DigestHash;
import dev.firstring.sip.SipProxy;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What phones meet when they connect.
 *
 * @param proxy the SIP server that phones connect to, {@code host} or {@code host:port}; default none: they find it by
 *     the domain's DNS records or, if the embedded registrar runs, connect to that
 * @param digest the strongest digest algorithm that the SIP server offers, {@code md5} or {@code sha-256}: phones that
 *     get a hash instead of the password get this one; default none: that of the embedded registrar if it runs,
 *     otherwise {@code sha-256}
 */
@ConfigurationProperties("firstring.sip")
public record PhoneSideSettings(
        @DefaultValue("") String proxy, @Nullable DigestHash digest) {

    /** @throws IllegalArgumentException if the proxy is none; the message says what to set */
    public PhoneSideSettings {
        if (!proxy.isEmpty()) {
            try {
                SipProxy.of(proxy);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "firstring.sip.proxy must be a host or host:port, such as"
                                + " sip.example.org:5061, without a scheme",
                        e);
            }
        }
    }
}
