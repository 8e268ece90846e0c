package dev.firstring.registrar.settings;

import dev.firstring.registrar.digest.DigestAlgorithm;
import java.time.Duration;
import java.util.List;

/**
 * How the registrar serves its domain. Whoever makes one has checked the values.
 *
 * @param domain the domain whose addresses phones register
 * @param realm of its challenges
 * @param algorithms the digest algorithms that it offers, in this order
 * @param minExpires the shortest time that a phone may register for; what is shorter is refused with 423
 * @param defaultExpires the time for a phone that names none
 * @param maxExpires the longest time; what is longer is cut
 * @param limits what it takes from strangers
 */
public record RegistrarSettings(
        String domain,
        String realm,
        List<DigestAlgorithm> algorithms,
        Duration minExpires,
        Duration defaultExpires,
        Duration maxExpires,
        RegistrarLimits limits) {

    public RegistrarSettings {
        algorithms = List.copyOf(algorithms);
    }
}
