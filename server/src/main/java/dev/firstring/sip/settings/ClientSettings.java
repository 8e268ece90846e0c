package dev.firstring.sip.settings;

import dev.firstring.sip.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What phones are told besides their account.
 *
 * @param transport how phones connect by default: {@code UDP}, {@code TCP} or {@code TLS}; {@code TLS} by default,
 *     {@code UDP} if the embedded registrar runs, which does not support TLS
 * @param codecs audio codecs in order of preference, optionally with clock rate and channels, such as
 *     {@code SPEEX/16000}; {@code OPUS, G722, PCMU} by default
 * @param registrationExpiry the registration expiry that phones request; 3600 s by default, 60 s to 24 h
 * @param stunServers STUN servers as URIs of RFC 7064, such as {@code stun:stun.example.org:3478}; none by default
 */
@Validated
@ConfigurationProperties("firstring.sip")
public record ClientSettings(
        @DefaultValue("TLS") Transport transport,
        @DefaultValue({"OPUS", "G722", "PCMU"}) List<String> codecs,
        @DefaultValue("3600s") Duration registrationExpiry,
        @DefaultValue List<String> stunServers) {

    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final Pattern CODEC = Pattern.compile("[A-Z0-9][A-Z0-9._-]{0,23}(/[0-9]{4,6}(/[12])?)?");
    private static final Pattern STUN = Pattern.compile("stuns?:(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9.-]+)(:[0-9]{1,5})?");

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if a value is out of bounds; the message says what to set
     */
    public ClientSettings {
        codecs = codecs.stream().map(codec -> codec.toUpperCase(Locale.ROOT)).toList();
        stunServers = List.copyOf(stunServers);
        if (codecs.isEmpty()
                || !codecs.stream().allMatch(codec -> CODEC.matcher(codec).matches())) {
            throw new IllegalArgumentException("firstring.sip.codecs must name at least one codec, such as OPUS");
        }
        if (registrationExpiry.compareTo(SHORTEST) < 0 || registrationExpiry.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("firstring.sip.registration-expiry must be 60s to 24h");
        }
        if (!stunServers.stream().allMatch(uri -> STUN.matcher(uri).matches())) {
            throw new IllegalArgumentException("firstring.sip.stun-servers must be URIs such as stun:host:3478");
        }
    }
}
