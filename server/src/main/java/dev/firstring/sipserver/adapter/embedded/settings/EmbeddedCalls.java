package dev.firstring.sipserver.adapter.embedded.settings;

import dev.firstring.registrar.settings.CallSettings;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the registrar inside the process routes calls.
 *
 * @param atOnce concurrent calls in total; further ones get 503. Default 500
 * @param perCaller concurrent calls and messages of one account; further ones get 503. Default 10
 * @param longest after this time a call is forgotten, whether or not a phone has ended it; default 4 hours, 1 minute to
 *     24 hours
 * @param region the country (ISO 3166 alpha-2, such as {@code FR}) whose numbers can be dialled in their national form;
 *     default none: only E.164, with or without a plus sign or {@code 00}
 * @param gateway where numbers that no account holds are sent, over UDP: {@code address:port}; default none: they get 404
 */
@Validated
@ConfigurationProperties("firstring.sip-server.embedded.calls")
public record EmbeddedCalls(
        @DefaultValue("500") @Min(1) @Max(10_000) int atOnce,
        @DefaultValue("10") @Min(1) @Max(10_000) int perCaller,
        @DefaultValue("4h") Duration longest,
        @Nullable String region,
        @Nullable String gateway) {

    private static final String PREFIX = "firstring.sip-server.embedded.calls.";
    private static final Pattern GATEWAY = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9.-]+):([0-9]{1,5})");
    private static final int HIGHEST_PORT = 65_535;

    /** @throws IllegalArgumentException if a value is out of bounds; the message says what to set */
    public EmbeddedCalls {
        if (longest.compareTo(Duration.ofMinutes(1)) < 0 || longest.compareTo(Duration.ofHours(24)) > 0) {
            throw new IllegalArgumentException(PREFIX + "longest must be 1m to 24h");
        }
        region = region == null || region.isBlank() ? null : region.toUpperCase(Locale.ROOT);
        if (region != null && !region.matches("[A-Z]{2}")) {
            throw new IllegalArgumentException(PREFIX + "region must be a country code of two letters");
        }
        gateway = gateway == null || gateway.isBlank() ? null : gateway;
        if (gateway != null) {
            address(gateway);
        }
    }

    /** What the registrar of a service with these settings is to do. */
    public CallSettings calls(EmbeddedEcho echo) {
        return new CallSettings(atOnce, perCaller, longest, gateway == null ? null : address(gateway), echo.echo());
    }

    private static InetSocketAddress address(String gateway) {
        Matcher parts = GATEWAY.matcher(gateway);
        if (parts.matches() && Integer.parseInt(parts.group(2)) <= HIGHEST_PORT) {
            try {
                InetAddress host = InetAddress.getByName(parts.group(1));
                return new InetSocketAddress(host, Integer.parseInt(parts.group(2)));
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException(
                        PREFIX + "gateway must be the address of a host, as in 192.0.2.1:5060", e);
            }
        }
        throw new IllegalArgumentException(PREFIX + "gateway must be the address of a host, as in 192.0.2.1:5060");
    }
}
