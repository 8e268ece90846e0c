package dev.firstring.platform.keys;

import dev.firstring.platform.Secret;
import dev.firstring.platform.configuration.ConfigurationMistakes;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the master key is, how soon a node sees a rotation, and how long older keys are kept.
 *
 * @param masterKey the master key, which encrypts the keys in the database: 32 random bytes in base64, made by
 *     {@code openssl rand -base64 32}; secret; this or the file, not both; without either, development makes a file of
 *     its own and production does not start
 * @param masterKeyFile a file that holds the master key in the same form
 * @param retireAfter how long an older key is kept after a rotation has replaced it, 8 d to 400 d; the next
 *     {@code rotate-keys} after that removes it for good; default 8 d, a day more than anything made under a key may live
 * @param refresh how often a node looks for new keys, 1 s to 1 min, the same on every node; default 5 s
 */
@ConfigurationProperties("firstring.keys")
public record KeySettings(
        @Nullable Secret masterKey,
        @Nullable Path masterKeyFile,
        @DefaultValue("8d") Duration retireAfter,
        @DefaultValue("5s") Duration refresh) {

    private static final Duration SHORTEST_REST = Duration.ofDays(8);
    private static final Duration LONGEST_REST = Duration.ofDays(400);
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    public KeySettings {
        if (retireAfter.compareTo(SHORTEST_REST) < 0 || retireAfter.compareTo(LONGEST_REST) > 0) {
            throw new ConfigurationMistakes(ConfigurationMistakes.line(
                    "firstring.keys.retire-after", retireAfter, "give a time from 8d to 400d"));
        }
        if (refresh.compareTo(SHORTEST) < 0 || refresh.compareTo(LONGEST) > 0) {
            throw new ConfigurationMistakes(
                    ConfigurationMistakes.line("firstring.keys.refresh", refresh, "give a time from 1s to 1m"));
        }
    }
}
