package dev.firstring.sipserver.adapter.embedded.settings;

import dev.firstring.registrar.digest.DigestAlgorithm;
import dev.firstring.registrar.settings.RegistrarSettings;
import dev.firstring.sip.settings.SipSettings;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The registrar inside the process: for a first run, tests and demonstrations, and for one node only, as each node knows
 * no other contacts than its own.
 *
 * @param port the port, UDP and TCP; 0 for a free port; default none: the registrar is not started. Short form
 *     {@code --sip-port}
 * @param host the address to listen on; default {@code 127.0.0.1}, in development {@code server.address} if that is set.
 *     Production rejects one that others can reach
 * @param algorithms the digest algorithms that it offers, in this order: {@code md5}, {@code sha-256} or both; default
 *     {@code md5}, since sipp, sipsak and baresip of many systems support nothing else, and baresip fails if more is
 *     offered
 * @param minExpires the shortest registration; shorter ones are rejected with 423. Default 60 s, at most an hour
 * @param defaultExpires the registration of a phone that requests no time; default 10 minutes
 * @param maxExpires the longest registration; longer ones are shortened. Default one hour
 */
@Validated
@ConfigurationProperties("firstring.sip-server.embedded")
public record EmbeddedSettings(
        @Nullable @Min(0) @Max(65_535) Integer port,
        @DefaultValue("127.0.0.1") String host,
        @DefaultValue("md5") List<DigestAlgorithm> algorithms,
        @DefaultValue("60s") Duration minExpires,
        @DefaultValue("10m") Duration defaultExpires,
        @DefaultValue("1h") Duration maxExpires) {

    private static final String PREFIX = "firstring.sip-server.embedded.";

    /** @throws IllegalArgumentException if a value is out of bounds; the message says what to set */
    public EmbeddedSettings {
        algorithms = List.copyOf(algorithms);
        if (algorithms.isEmpty() || Set.copyOf(algorithms).size() < algorithms.size()) {
            throw new IllegalArgumentException(PREFIX + "algorithms must name md5, sha-256 or both, each once");
        }
        if (!minExpires.isPositive() || minExpires.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException(PREFIX + "min-expires must be 1s to 1h");
        }
        if (defaultExpires.compareTo(minExpires) < 0 || maxExpires.compareTo(defaultExpires) < 0) {
            throw new IllegalArgumentException(
                    PREFIX + "default-expires must not be less than min-expires, nor more than max-expires");
        }
        if (maxExpires.compareTo(Duration.ofDays(7)) > 0) {
            throw new IllegalArgumentException(PREFIX + "max-expires must be at most 7d");
        }
    }

    /** What the registrar of a service with these settings is to do. */
    public RegistrarSettings registrar(SipSettings sip, EmbeddedLimits limits) {
        return new RegistrarSettings(
                sip.domain(), sip.realm(), algorithms, minExpires, defaultExpires, maxExpires, limits.limits());
    }
}
