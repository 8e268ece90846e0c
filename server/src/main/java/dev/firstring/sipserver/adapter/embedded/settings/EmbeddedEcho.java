package dev.firstring.sipserver.adapter.embedded.settings;

import dev.firstring.registrar.settings.EchoSettings;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The echo test of the registrar inside the process: {@code *43} and {@code echo} return the audio of the caller.
 *
 * @param firstPort the first UDP port for media; each echo call takes one even port. Default 42000
 * @param lastPort the last port; with the first one it limits the number of echo calls, further ones get 486. Default
 *     42039
 * @param longest after this time an echo call is ended; default 2 minutes, 1 second to 1 hour
 * @param peers IP addresses of SIP servers whose calls to the echo need no digest, such as a Kamailio that sends
 *     {@code *43} here; default none
 */
@Validated
@ConfigurationProperties("firstring.sip-server.embedded.echo")
public record EmbeddedEcho(
        @DefaultValue("42000") @Min(1024) @Max(65_534) int firstPort,
        @DefaultValue("42039") @Min(1024) @Max(65_535) int lastPort,
        @DefaultValue("2m") Duration longest,
        @DefaultValue List<String> peers) {

    private static final String PREFIX = "firstring.sip-server.embedded.echo.";

    /** @throws IllegalArgumentException if a value is out of bounds; the message says what to set */
    public EmbeddedEcho {
        peers = List.copyOf(peers);
        if (lastPort < firstPort) {
            throw new IllegalArgumentException(PREFIX + "last-port must not be less than first-port");
        }
        if (longest.compareTo(Duration.ofSeconds(1)) < 0 || longest.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException(PREFIX + "longest must be 1s to 1h");
        }
        peers.forEach(EmbeddedEcho::address);
    }

    EchoSettings echo() {
        return new EchoSettings(
                firstPort,
                lastPort,
                longest,
                peers.stream().map(EmbeddedEcho::address).collect(Collectors.toSet()));
    }

    private static InetAddress address(String peer) {
        try {
            return InetAddress.ofLiteral(peer.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(PREFIX + "peers must be IP addresses", e);
        }
    }
}
