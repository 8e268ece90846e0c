package dev.firstring.platform.keys.ring;

import dev.firstring.platform.configuration.PlatformSettings;
import dev.firstring.platform.keys.KeySettings;
import dev.firstring.platform.keys.keyset.KeyVault;
import dev.firstring.platform.keys.master.FindMasterKey;
import dev.firstring.platform.keys.master.GeneratedKeyFile;
import dev.firstring.platform.keys.master.MasterKey;
import dev.firstring.platform.keys.master.MasterKeyRule;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

/** Wires the keys: the master key, the keysets in the database, and the key ring for the rooms. */
@Configuration(proxyBeanMethods = false)
class KeyConfiguration {

    /** Static, because rules are created before other beans. */
    @Bean
    static MasterKeyRule masterKeyRule(KeySettings settings) {
        return new MasterKeyRule(settings);
    }

    @Bean
    MasterKey masterKey(KeySettings settings, PlatformSettings platform, SecureRandom random) {
        return new FindMasterKey(settings, platform.mode(), new GeneratedKeyFile(platform.data(), random)).find();
    }

    @Bean
    KeyVault keyVault(
            JdbcTemplate jdbc,
            TransactionOperations transactions,
            MasterKey masterKey,
            Clock clock,
            SecureRandom random) {
        return new KeyVault(jdbc, transactions, masterKey, clock, random);
    }

    @Bean
    KeyRing keyRing(KeyVault vault, Clock clock) {
        return new KeyRing(vault, clock);
    }

    @Bean
    KeyRefresh keyRefresh(KeyRing ring, KeySettings settings) {
        return new KeyRefresh(ring, settings.refresh());
    }
}
