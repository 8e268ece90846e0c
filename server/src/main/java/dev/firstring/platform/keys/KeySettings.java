package dev.firstring.platform.keys;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the master key is and how soon a node sees a rotation.
 *
 * @param masterKey the master key, which encrypts the keys in the database: 32 random bytes in base64, made by
 *     {@code openssl rand -base64 32}; secret; this or the file, not both; without either, development makes a file of
 *     its own and production does not start
 * @param masterKeyFile a file that holds the master key in the same form
 * @param refresh how often a node looks for new keys, 1 s to 1 min, the same on every node; default 5 s
 */
@ConfigurationProperties("firstring.keys")
public record KeySettings(
        @Nullable String masterKey,
        @Nullable Path masterKeyFile,
        @DefaultValue("5s") Duration refresh) {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    public KeySettings {
        if (masterKey != null && masterKey.isBlank()) {
            masterKey = null;
        }
        if (masterKeyFile != null && masterKeyFile.toString().isBlank()) {
            masterKeyFile = null;
        }
        if (refresh.compareTo(SHORTEST) < 0 || refresh.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("firstring.keys.refresh is " + refresh + "; set it to 1s up to 1m");
        }
    }

    @Override
    public String toString() {
        return "KeySettings[masterKey=" + (masterKey == null ? "none" : "***") + ", masterKeyFile=" + masterKeyFile
                + ", refresh=" + refresh + "]";
    }
}
