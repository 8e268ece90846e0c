package dev.firstring.sip.settings;

import dev.firstring.platform.configuration.ConfigurationMistakes;
import dev.firstring.sip.DigestHash;
import dev.firstring.sip.SipProxy;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The SIP server that phones connect to, and the digest algorithm that they use there: the configured values, or else
 * those of the server inside this process. Thread-safe.
 */
@Component
public final class PhoneSide {

    private final PhoneSideSettings settings;
    private final Optional<InsideServer> inside;

    /** @throws ConfigurationMistakes if phones are configured to use a hash that is not published */
    public PhoneSide(PhoneSideSettings settings, SipSettings sip, Optional<InsideServer> inside) {
        if (settings.digest() == DigestHash.MD5 && !sip.md5()) {
            throw new ConfigurationMistakes(ConfigurationMistakes.line(
                    "firstring.sip.digest", "md5", "there are no MD5 hashes with firstring.sip.md5=false"));
        }
        this.settings = settings;
        this.inside = inside;
    }

    /** The SIP server that phones connect to; empty if they find it by the domain. */
    public Optional<SipProxy> proxy() {
        return settings.proxy().isEmpty()
                ? inside.flatMap(InsideServer::reachedAt)
                : Optional.of(SipProxy.of(settings.proxy()));
    }

    /** The strongest hash that the server's challenges offer. */
    public DigestHash hash() {
        return settings.digest() == null
                ? inside.flatMap(InsideServer::strongestHash).orElse(DigestHash.SHA_256)
                : settings.digest();
    }
}
