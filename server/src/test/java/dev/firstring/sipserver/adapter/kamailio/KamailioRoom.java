package dev.firstring.sipserver.adapter.kamailio;

import dev.firstring.peers.Kamailio;
import dev.firstring.peers.phone.DigestAlgorithm;
import dev.firstring.sipserver.CommittedAccounts;
import dev.firstring.sipserver.ServerId;
import dev.firstring.testing.TestDatabase;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** A database, a real Kamailio that reads it, and adapters connected to both. */
final class KamailioRoom implements AutoCloseable {

    static final String DOMAIN = "sip.example.test";

    final TestDatabase database = TestDatabase.create();
    final CommittedAccounts accounts = new CommittedAccounts(database.service(), DOMAIN);
    final Kamailio kamailio;

    KamailioRoom() {
        try {
            kamailio = Kamailio.start(
                    "localhost",
                    database.port(),
                    database.name(),
                    TestDatabase.SIP_READER,
                    TestDatabase.PASSWORD,
                    DOMAIN,
                    DigestAlgorithm.MD5);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    KamailioServer adapter() {
        return adapter(kamailio.rpcAddress(), null);
    }

    KamailioServer adapter(URI address, @Nullable String table) {
        return new KamailioServer(
                new ConfiguredKamailio(
                        new ServerId("kamailio-1"),
                        address,
                        table == null ? "location" : table,
                        null,
                        null,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5),
                        4),
                new SubscriberView(new JdbcTemplate(database.service())));
    }

    @Override
    public void close() {
        kamailio.close();
        database.close();
    }
}
