package dev.firstring.sipserver.sync;

import dev.firstring.sip.CredentialId;
import dev.firstring.sipserver.ServerId;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Brings several accounts on one server now, in the caller's thread, for whoever has to know how it went. Thread-safe. */
@Component
public class BringBatch {

    private final SyncRows rows;
    private final SyncWork work;
    private final SyncSettings settings;
    private final Clock clock;

    BringBatch(SyncRows rows, SyncWork work, SyncSettings settings, Clock clock) {
        this.rows = rows;
        this.work = work;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Tries each account that is due once.
     *
     * @return those that the server has as they should be now; the others are tried again in the background
     */
    public Set<CredentialId> bring(ServerId server, Collection<CredentialId> credentials) {
        Set<CredentialId> complete = new HashSet<>();
        Set<CredentialId> left = new LinkedHashSet<>(credentials);
        while (!left.isEmpty()) {
            List<CredentialId> batch = left.stream().limit(settings.batch()).toList();
            Instant now = clock.instant();
            List<HeldWork> held = rows.claim(batch, server, now, now.plus(settings.lease()));
            Set<CredentialId> untried = new HashSet<>();
            for (Attempt attempt : work.doNow(held)) {
                if (attempt.complete()) {
                    complete.add(attempt.work().credential());
                } else if (attempt.untried()) {
                    untried.add(attempt.work().credential());
                }
            }
            batch.stream().filter(id -> !untried.contains(id)).forEach(left::remove);
            if (untried.size() == batch.size()) {
                return complete;
            }
        }
        return complete;
    }
}
