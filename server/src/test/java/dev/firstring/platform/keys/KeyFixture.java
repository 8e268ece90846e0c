package dev.firstring.platform.keys;

import dev.firstring.platform.keys.keyset.KeyVault;
import dev.firstring.platform.keys.master.MasterKey;
import dev.firstring.platform.keys.ring.KeyRing;
import dev.firstring.testing.SettableClock;
import dev.firstring.testing.TestDatabase;
import java.security.SecureRandom;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** A database with keys, and any number of nodes that share it. */
public final class KeyFixture implements AutoCloseable {

    public final TestDatabase database = TestDatabase.create();
    public final SettableClock clock = new SettableClock();
    public final SecureRandom random = new SecureRandom();
    public final JdbcTemplate jdbc = new JdbcTemplate(database.service());
    public final String masterKeyText = MasterKey.generate(random);
    public final MasterKey masterKey = MasterKey.parse(masterKeyText, "the test");
    public final KeyVault vault = vault(masterKey);

    public KeyVault vault(MasterKey key) {
        TransactionTemplate transactions =
                new TransactionTemplate(new DataSourceTransactionManager(database.service()));
        return new KeyVault(jdbc, transactions, key, clock, random);
    }

    /** Statements as the owner of the schema. */
    public JdbcTemplate owner() {
        return new JdbcTemplate(new DriverManagerDataSource(database.url(), TestDatabase.OWNER, TestDatabase.PASSWORD));
    }

    /** Another node. */
    public KeyRing node() {
        return new KeyRing(vault, clock);
    }

    /** A rotation at once, with no regard for other nodes. */
    public int rotate() {
        return vault.makeNextPrimary(vault.addNext(vault.findOrMake()).orElseThrow())
                .orElseThrow()
                .primary();
    }

    @Override
    public void close() {
        database.close();
    }
}
