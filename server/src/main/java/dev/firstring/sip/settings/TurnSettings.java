package dev.firstring.sip.settings;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * TURN servers that share a secret with this service (coturn: {@code use-auth-secret}). Without URIs no TURN is
 * issued. The secrets are not shown by {@link #toString()}.
 *
 * @param uris URIs of RFC 7065, such as {@code turn:turn.example.org:3478?transport=udp}; none by default
 * @param secrets the shared secret, at least 16 characters; during a rotation the new one first, with which credentials
 *     are issued, then the old one, which the TURN servers accept until its credentials have expired
 * @param ttl the lifetime of credentials; 12 h by default, one minute to 24 h, since they cannot be revoked (TURN-2)
 */
@Validated
@ConfigurationProperties("firstring.sip.turn")
public record TurnSettings(
        @DefaultValue List<String> uris,
        @DefaultValue List<String> secrets,
        @DefaultValue("12h") Duration ttl) {

    private static final int SHORTEST_SECRET = 16;
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final Pattern TURN =
            Pattern.compile("turns?:(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9.-]+)(:[0-9]{1,5})?(\\?transport=(udp|tcp|tls))?");

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if a value is out of bounds; the message says what to set
     */
    public TurnSettings {
        uris = List.copyOf(uris);
        secrets = List.copyOf(secrets);
        if (!uris.stream().allMatch(uri -> TURN.matcher(uri).matches())) {
            throw new IllegalArgumentException("firstring.sip.turn.uris must be URIs such as turn:host:3478");
        }
        if (secrets.size() > 2 || (secrets.isEmpty() && !uris.isEmpty())) {
            throw new IllegalArgumentException("firstring.sip.turn.secrets must hold the current secret, and in a"
                    + " rotation the previous one after it");
        }
        if (secrets.stream().anyMatch(secret -> secret.length() < SHORTEST_SECRET)) {
            throw new IllegalArgumentException("firstring.sip.turn.secrets must have 16 characters or more each");
        }
        if (ttl.compareTo(SHORTEST) < 0 || ttl.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("firstring.sip.turn.ttl must be 1m to 24h");
        }
    }

    /** Whether there are TURN servers to issue credentials for. */
    public boolean isOn() {
        return !uris.isEmpty();
    }

    @Override
    public String toString() {
        return "TurnSettings[uris=" + uris + ", " + secrets.size() + " secrets, ttl=" + ttl + "]";
    }
}
