package dev.firstring.sip;

import dev.firstring.account.AccountId;
import dev.firstring.account.DisplayName;
import dev.firstring.audit.AuditTrail;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.platform.Ids;
import dev.firstring.platform.RetryingTransactions;
import dev.firstring.sip.credential.ProvisionCredential.Order;
import dev.firstring.sip.settings.SipSettings;
import dev.firstring.testing.SettableClock;
import dev.firstring.testing.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A database with accounts and numbers, and what the use cases of the room need. */
public final class SipFixture implements AutoCloseable {

    public final TestDatabase database = TestDatabase.create();
    public final JdbcTemplate jdbc = new JdbcTemplate(database.service());
    public final TransactionTemplate transaction =
            new TransactionTemplate(new JdbcTransactionManager(database.service()));
    public final RetryingTransactions transactions = new RetryingTransactions(transaction, new SimpleMeterRegistry());
    public final SettableClock clock = new SettableClock();
    public final SecureRandom random = new SecureRandom();
    public final Ids ids = new Ids(clock, random);
    public final AuditTrail trail = new AuditTrail(jdbc);
    public final AesSecretBox box = new AesSecretBox();

    /** The settings that the service has by default. */
    public static SipSettings settings() {
        return new SipSettings("sip.example.test", "", SipSettings.UsernameScheme.DERIVED, true, 5);
    }

    public AccountId account() {
        AccountId account = new AccountId(UUID.randomUUID());
        jdbc.update(
                "INSERT INTO account (id, created_at) VALUES (?, ?)", account.value(), Timestamp.from(clock.instant()));
        return account;
    }

    /** A number whose last digits are those of {@code n}. */
    public static PhoneNumber number(int n) {
        return new PhoneNumber("+1555%07d".formatted(n));
    }

    public void holds(AccountId account, PhoneNumber number) {
        jdbc.update(
                "INSERT INTO number_holding (phone_number, account_id, held_since, verified_at) VALUES (?, ?, ?, ?)",
                number.e164(),
                account.value(),
                Timestamp.from(clock.instant()),
                Timestamp.from(clock.instant()));
    }

    public Order order(AccountId account, PhoneNumber number) {
        return new Order(
                account, number, new DisplayName("Ada \"Al\""), "device-1", Transport.TLS, "owner", clock.instant());
    }

    public void suspend(CredentialId id) {
        jdbc.update("UPDATE sip_credential SET status = 'suspended' WHERE id = ?", id.value());
    }

    /** What the trail holds about a credential, in order: action, actor and reason. */
    public List<String> trailOf(CredentialId id) {
        return jdbc.queryForList(
                "SELECT action || '|' || actor || '|' || coalesce(reason, '-') FROM audit_event"
                        + " WHERE credential_id = ? ORDER BY id",
                String.class,
                id.value());
    }

    public long count(String where, Object... arguments) {
        Long count = jdbc.queryForObject("SELECT count(*) FROM sip_credential WHERE " + where, Long.class, arguments);
        return count == null ? 0 : count;
    }

    @Override
    public void close() {
        database.close();
    }
}
