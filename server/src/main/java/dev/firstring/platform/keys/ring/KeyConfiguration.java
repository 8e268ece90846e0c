package dev.firstring.platform.keys.ring;

import dev.firstring.platform.Mode;
import dev.firstring.platform.keys.KeySettings;
import dev.firstring.platform.keys.keyset.KeyVault;
import dev.firstring.platform.keys.master.FindMasterKey;
import dev.firstring.platform.keys.master.GeneratedKeyFile;
import dev.firstring.platform.keys.master.MasterKey;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

/** Puts the keys together: master key, keysets in the database, the ring that the rooms use. */
@Configuration(proxyBeanMethods = false)
class KeyConfiguration {

    @Bean
    MasterKey masterKey(KeySettings settings, Environment environment, SecureRandom random) {
        Mode mode = environment.getProperty("firstring.mode", Mode.class, Mode.DEVELOPMENT);
        Path data = Path.of(environment.getProperty("firstring.data", "./data"));
        return new FindMasterKey(settings, mode, new GeneratedKeyFile(data, random)).find();
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
