package dev.firstring.sip.lifecycle;

import dev.firstring.audit.AuditTrail;
import dev.firstring.audit.AuditTrail.AuditEvent;
import dev.firstring.audit.Funnel;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.platform.RetryingTransactions;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Records the first answered call of a credential and its length, each once, on any number of nodes. Later calls of an
 * address whose first call is known to this node cost nothing, and those of others read one row. Thread-safe.
 */
@Component
public class FirstCalls {

    private static final int REMEMBERED = 10_000;

    /** Longer than the period of pages that wait ({@code firstring.web.live.period}), which is at most 30 seconds. */
    private static final Duration WATCH = Duration.ofSeconds(35);

    private static final String ANSWERED = """
            UPDATE sip_credential
               SET first_call_at = ?
             WHERE domain = ? AND username = ? AND status <> 'revoked' AND first_call_at IS NULL
            RETURNING id, account_id, phone_number
            """;

    private static final String ENDED = """
            UPDATE sip_credential
               SET first_call_seconds = ?
             WHERE domain = ? AND username = ? AND status <> 'revoked' AND first_call_at = ?
               AND first_call_seconds IS NULL
            """;

    private static final String IS_OVER = """
            SELECT id
              FROM sip_credential
             WHERE domain = ? AND username = ? AND first_call_seconds IS NOT NULL
            """;

    private final JdbcTemplate jdbc;
    private final AuditTrail trail;
    private final RetryingTransactions transactions;
    private final Funnel funnel;
    private final MeterRegistry meters;
    private final Set<String> over = ConcurrentHashMap.newKeySet();
    private volatile long watchedUntil = System.nanoTime();

    public FirstCalls(
            JdbcTemplate jdbc,
            AuditTrail trail,
            RetryingTransactions transactions,
            Funnel funnel,
            MeterRegistry meters) {
        this.jdbc = jdbc;
        this.trail = trail;
        this.transactions = transactions;
        this.funnel = funnel;
        this.meters = meters;
    }

    /** Says that a page waits for a first call now, so that servers which have to be asked are asked often for a while. */
    public void watch() {
        watchedUntil = System.nanoTime() + WATCH.toNanos();
    }

    /** Whether a page on this node waits for a first call, or did some seconds ago. */
    public boolean isWatched() {
        return watchedUntil - System.nanoTime() > 0;
    }

    /**
     * A call of or to an address was answered. An unknown address and one that has called before are ignored.
     *
     * @param server the id of the SIP server that routed it
     */
    public void answered(String username, String domain, String server, Instant at) {
        if (over.contains(key(username, domain))) {
            return;
        }
        Instant exact = at.truncatedTo(ChronoUnit.MICROS);
        Optional<Called> first = transactions.run(status -> {
            Optional<Called> called = jdbc
                    .query(
                            ANSWERED,
                            (row, number) -> new Called(
                                    row.getObject("id", UUID.class),
                                    row.getObject("account_id", UUID.class),
                                    row.getString("phone_number")),
                            Timestamp.from(exact),
                            domain,
                            username)
                    .stream()
                    .findFirst();
            called.ifPresent(credential -> trail.record(
                    exact,
                    new AuditEvent(
                            "credential.called",
                            "system",
                            credential.account(),
                            credential.id(),
                            null,
                            Map.of("server", server))));
            return called;
        });
        first.ifPresent(credential -> {
            String number = credential.number();
            funnel.reached(Funnel.Step.CALLED, number == null ? null : new PhoneNumber(number));
            Counter.builder("firstring.calls.first")
                    .description("Credentials whose first call was answered")
                    .tag("server", server)
                    .register(meters)
                    .increment();
        });
    }

    /** An answered call has ended. If {@link #answered} was not told of it, this records both. */
    public void ended(String username, String domain, String server, Instant answered, Duration length) {
        String key = key(username, domain);
        if (over.contains(key)) {
            return;
        }
        answered(username, domain, server, answered);
        int written = jdbc.update(
                ENDED,
                Math.toIntExact(length.toSeconds()),
                domain,
                username,
                Timestamp.from(answered.truncatedTo(ChronoUnit.MICROS)));
        if (written == 1 || isOver(username, domain)) {
            remember(key);
        }
    }

    /** A later call may end before the first one. */
    private boolean isOver(String username, String domain) {
        return !jdbc.queryForList(IS_OVER, UUID.class, domain, username).isEmpty();
    }

    private void remember(String key) {
        if (over.size() >= REMEMBERED) {
            over.clear();
        }
        over.add(key);
    }

    private static String key(String username, String domain) {
        return username + "@" + domain;
    }

    private record Called(UUID id, UUID account, @Nullable String number) {}
}
