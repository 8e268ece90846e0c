package dev.firstring.account.apikey;

import dev.firstring.account.admin.Scope;
import dev.firstring.account.ownership.OwnershipRoom;
import dev.firstring.audit.AuditTrail;
import dev.firstring.platform.Ids;
import dev.firstring.platform.RetryingTransactions;
import dev.firstring.testing.SettableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes what tests of API keys need. */
public final class TestApiKeys {

    private TestApiKeys() {}

    public static ApiKeys over(OwnershipRoom room) {
        return new ApiKeys(new ApiKeyStore(room.jdbc), room.trail, room.transactions, room.ids, room.clock);
    }

    /** Where no key is presented. */
    public static ApiKeys unused() {
        SettableClock clock = new SettableClock();
        JdbcTemplate nowhere = new JdbcTemplate();
        return new ApiKeys(
                new ApiKeyStore(nowhere),
                new AuditTrail(nowhere),
                new RetryingTransactions(new TransactionTemplate(), new SimpleMeterRegistry()),
                new Ids(clock, new SecureRandom()),
                clock);
    }

    public static ApiKey make(ApiKeys keys, String name, Scope... scopes) {
        return ((ApiKeyCreation.Created) keys.create(new NewApiKey(name, Set.of(scopes), Duration.ofDays(365)))).key();
    }
}
