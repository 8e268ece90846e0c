package dev.firstring.platform.keys.ring;

import dev.firstring.platform.keys.keyset.KeyVault;
import dev.firstring.platform.keys.master.MasterKey;
import dev.firstring.testing.TestDatabase;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionOperations;

/** A process that finds its keys in the database and makes none: it prints a derived key and a secret that it sealed. */
final class RestartedNode {

    private RestartedNode() {}

    public static void main(String[] arguments) {
        JdbcTemplate jdbc = new JdbcTemplate(
                new DriverManagerDataSource(arguments[0], TestDatabase.SERVICE, TestDatabase.PASSWORD));
        MasterKey masterKey = MasterKey.parse(System.getenv("MASTER_KEY"), "the environment");
        Clock clock = Clock.systemUTC();
        KeyRing ring = new KeyRing(
                new KeyVault(jdbc, TransactionOperations.withoutTransaction(), masterKey, clock, new SecureRandom()),
                clock);
        System.out.println(HexFormat.of().formatHex(ring.derive("code", ring.currentKeyId())));
        System.out.println(HexFormat.of()
                .formatHex(ring.seal(new byte[] {1, 2, 3}, new byte[] {4}).ciphertext()));
    }
}
