package dev.firstring.sipserver.registration;

import dev.firstring.platform.jobs.RepeatedWork;
import dev.firstring.sip.CredentialId;
import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.Capability;
import dev.firstring.sipserver.Page;
import dev.firstring.sipserver.SipServerFault;
import dev.firstring.sipserver.fleet.Fleet;
import dev.firstring.sipserver.fleet.GuardedServer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Records when phones were last registered, even if nobody queries them. Every five minutes, one node pages through the
 * addresses registered on a server, and queries only those contacts that were not seen for an hour. A server without
 * registrations costs one call, and a phone that stays registered one row per hour. Thread-safe.
 */
@Component
public final class RegistrationSweep implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(RegistrationSweep.class);
    private static final Duration LOOK = Duration.ofMinutes(1);
    private static final Duration PERIOD = Duration.ofMinutes(5);
    private static final Duration GRAIN = Duration.ofHours(1);
    private static final int PAGE = 500;

    private final Fleet fleet;
    private final SweepRows rows;
    private final RegistrationTracking tracking;
    private final Clock clock;
    private final RepeatedWork work;

    RegistrationSweep(Fleet fleet, SweepRows rows, RegistrationTracking tracking, Clock clock) {
        this.fleet = fleet;
        this.rows = rows;
        this.tracking = tracking;
        this.clock = clock;
        this.work = new RepeatedWork("registration-sweep", LOOK, this::sweep);
    }

    /**
     * Sweeps each server that no node has swept within the period. A server that does not answer is left for the next
     * sweep.
     */
    void sweep(BooleanSupplier goOn) {
        for (GuardedServer server : fleet.servers()) {
            Set<Capability> can = server.capabilities();
            if (can.contains(Capability.RUNS_INSIDE) || !can.contains(Capability.LISTS_REGISTERED) || !server.open()) {
                continue;
            }
            Instant now = clock.instant();
            if (rows.claim(server.id(), now, now.minus(PERIOD))) {
                try {
                    sweep(server, goOn);
                } catch (SipServerFault fault) {
                    LOG.warn(
                            "SIP server {} was not gone through for registrations: {}",
                            server.id(),
                            fault.getMessage());
                }
            }
        }
    }

    @Override
    public void start() {
        work.start();
    }

    @Override
    public void stop() {
        work.stop();
    }

    @Override
    public boolean isRunning() {
        return work.isRunning();
    }

    private void sweep(GuardedServer server, BooleanSupplier goOn) {
        String cursor = "";
        while (cursor != null && goOn.getAsBoolean()) {
            Page<Aor> page = server.registered(cursor, PAGE);
            Set<Aor> told = new LinkedHashSet<>(page.items());
            if (!told.isEmpty()) {
                look(server, rows.unseen(told, clock.instant().minus(GRAIN)), goOn);
            }
            cursor = page.next();
        }
    }

    private void look(GuardedServer server, Map<Aor, CredentialId> unseen, BooleanSupplier goOn) {
        for (Map.Entry<Aor, CredentialId> each : unseen.entrySet()) {
            if (!goOn.getAsBoolean()) {
                return;
            }
            server.registrations(each.getKey())
                    .forEach(registration ->
                            tracking.seen(each.getValue(), server.id(), registration, registration.address()));
        }
    }
}
