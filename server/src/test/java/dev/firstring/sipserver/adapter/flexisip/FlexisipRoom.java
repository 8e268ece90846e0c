package dev.firstring.sipserver.adapter.flexisip;

import dev.firstring.peers.Redis;
import dev.firstring.platform.Secret;
import dev.firstring.sip.Digests;
import dev.firstring.sipserver.CommittedAccounts;
import dev.firstring.sipserver.ServerId;
import dev.firstring.sipserver.WantedAccount;
import dev.firstring.testing.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What there is of a Flexisip without one: the view that it reads, as its role, and the Redis that it writes. No Flexisip
 * is packaged for the systems that these tests run on.
 */
final class FlexisipRoom implements AutoCloseable {

    final TestDatabase database = TestDatabase.create();
    final CommittedAccounts accounts = new CommittedAccounts(database.service(), "sip.example.test");
    final Redis redis;
    final PhoneInRedis phones;

    FlexisipRoom() {
        try {
            redis = Redis.withPassword("pass/word", "--notify-keyspace-events", "Ex");
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
        phones = new PhoneInRedis(redis);
    }

    FlexisipServer adapter(Clock clock, Duration cacheExpire, String... sockets) {
        return new FlexisipServer(
                new ConfiguredFlexisip(
                        new ServerId("flexisip-1"),
                        List.of(Secret.of("redis://:pass%2Fword@127.0.0.1:" + redis.port())),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5),
                        List.of(sockets),
                        cacheExpire,
                        Duration.ofSeconds(1)),
                new SipAuthView(new JdbcTemplate(database.service())),
                clock);
    }

    /** Whether Flexisip, asking the view, would find the hashes that the account's own phone computes with. */
    boolean admits(WantedAccount account) {
        Digests phone = Digests.of(account.address(), account.secret(), true);
        List<String> found = new JdbcTemplate(database.service())
                .queryForList(
                        "SELECT ha1 FROM sip_auth WHERE username = ? AND domain = ? AND realm = ?",
                        String.class,
                        account.address().username().value(),
                        account.address().domain(),
                        account.address().realm());
        return Set.copyOf(found).equals(Set.of(String.valueOf(phone.md5()), phone.sha256()));
    }

    @Override
    public void close() {
        redis.close();
        database.close();
    }
}
