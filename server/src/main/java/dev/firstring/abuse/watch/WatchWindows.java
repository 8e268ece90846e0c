package dev.firstring.abuse.watch;

import dev.firstring.abuse.guard.GuardWindow;
import dev.firstring.audit.AuditTrail;
import dev.firstring.audit.AuditTrail.AuditEvent;
import dev.firstring.platform.RetryingTransactions;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Detects windows that go over their bound or return within it. The former are logged as warnings and counted in
 * {@code firstring.guard.alarms}; both are audit events ({@code guard.raised}, {@code guard.cleared}). The guard's
 * decisions do not depend on it. Thread-safe.
 */
@Component
class WatchWindows {

    private static final Logger LOG = LoggerFactory.getLogger(WatchWindows.class);

    private final GuardedWindows windows;
    private final Alarms alarms;
    private final AuditTrail trail;
    private final RetryingTransactions transactions;
    private final MeterRegistry meters;
    private final Clock clock;

    WatchWindows(
            GuardedWindows windows,
            Alarms alarms,
            AuditTrail trail,
            RetryingTransactions transactions,
            MeterRegistry meters,
            Clock clock) {
        this.windows = windows;
        this.alarms = alarms;
        this.trail = trail;
        this.transactions = transactions;
        this.meters = meters;
        this.clock = clock;
    }

    private record Change(List<GuardWindow.State> raised, List<String> cleared) {}

    void run() {
        Instant now = clock.instant();
        List<GuardWindow.State> over = windows.over(now);
        Change change = transactions.run(transaction -> note(over, now));
        change.raised().forEach(this::warn);
        change.cleared().forEach(key -> LOG.info("guard: {} is below its threshold again", key));
    }

    private Change note(List<GuardWindow.State> over, Instant now) {
        List<String> keys = over.stream().map(state -> state.window().key()).toList();
        Set<String> raised = Set.copyOf(alarms.raise(keys, now));
        Change change = new Change(
                over.stream()
                        .filter(state -> raised.contains(state.window().key()))
                        .toList(),
                alarms.clear(keys));
        trail.record(now, change.raised().stream().map(WatchWindows::raised).toArray(AuditEvent[]::new));
        trail.record(now, change.cleared().stream().map(WatchWindows::cleared).toArray(AuditEvent[]::new));
        return change;
    }

    private void warn(GuardWindow.State state) {
        meters.counter(
                        "firstring.guard.alarms",
                        "scope",
                        state.window().scope(),
                        "country",
                        state.window().country())
                .increment();
        LOG.warn(
                "guard: {} is over its bound, the next send meets {}: {}",
                state.window().key(),
                state.decision().word(),
                state.why());
    }

    private static AuditEvent raised(GuardWindow.State state) {
        Map<String, Object> detail = named(state.window());
        detail.put("sent", state.counts().sent());
        detail.put("verified", state.counts().verified());
        detail.put("share", state.share());
        detail.put("decision", state.decision().word());
        return new AuditEvent("guard.raised", "system", null, null, state.why(), detail);
    }

    private static AuditEvent cleared(String key) {
        return new AuditEvent("guard.cleared", "system", null, null, null, named(GuardWindow.ofKey(key)));
    }

    private static Map<String, Object> named(GuardWindow window) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("scope", window.scope());
        detail.put("country", window.country());
        if (window.prefix() != null) {
            detail.put("prefix", window.prefix());
        }
        return detail;
    }
}
