package dev.firstring.account.token;

import dev.firstring.account.AccountId;
import dev.firstring.audit.AuditTrail;
import dev.firstring.audit.AuditTrail.AuditEvent;
import dev.firstring.platform.AuthenticationFailures;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Records every sign-in: in the audit trail within the caller's transaction, and after its commit in the log and in the
 * counter {@code firstring.signins}. Thread-safe.
 */
@Component
public class SignInRecord {

    private static final Logger LOG = LoggerFactory.getLogger(SignInRecord.class);

    private final AuditTrail trail;
    private final Map<Proof.Kind, Counter> counters = new EnumMap<>(Proof.Kind.class);

    public SignInRecord(AuditTrail trail, MeterRegistry meters) {
        this.trail = trail;
        for (Proof.Kind kind : Proof.Kind.values()) {
            counters.put(
                    kind,
                    Counter.builder("firstring.signins")
                            .description("Sign-ins, by what they rest on")
                            .tag("by", kind.word())
                            .register(meters));
        }
    }

    void signedIn(AccountId account, Proof.Kind kind, boolean admin, Instant now) {
        Map<String, Object> detail = admin ? Map.of("by", kind.word(), "admin", true) : Map.of("by", kind.word());
        trail.record(now, new AuditEvent("account.signed-in", "owner", account.value(), null, null, detail));
        afterCommit(() -> {
            Objects.requireNonNull(counters.get(kind)).increment();
            LOG.info(
                    "{} {} signed in by {}, from {}",
                    admin ? "admin" : "account",
                    account,
                    kind.word(),
                    Objects.requireNonNullElse(MDC.get(AuthenticationFailures.ADDRESS_LOG_KEY), "unknown"));
        });
    }

    private static void afterCommit(Runnable told) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            throw new IllegalStateException("tokens are issued within a transaction");
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                told.run();
            }
        });
    }
}
