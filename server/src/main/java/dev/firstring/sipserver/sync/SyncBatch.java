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

/** Syncs several accounts with one server in the caller's thread, for a caller that needs the result. Thread-safe. */
@Component
public class SyncBatch {

    private final SyncStore store;
    private final SyncRunner runner;
    private final SyncSettings settings;
    private final Clock clock;

    SyncBatch(SyncStore store, SyncRunner runner, SyncSettings settings, Clock clock) {
        this.store = store;
        this.runner = runner;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Makes an account due on a server.
     *
     * @param endsContacts whether live contacts must end
     * @return false if it is already due; nothing is changed then
     */
    public boolean makeDue(CredentialId credential, ServerId server, boolean endsContacts) {
        return store.makeDue(credential, server, endsContacts);
    }

    /**
     * Makes one attempt for each account that is due.
     *
     * @return the accounts that are now in sync; the others are retried in the background
     */
    public Set<CredentialId> syncNow(ServerId server, Collection<CredentialId> credentials) {
        Set<CredentialId> complete = new HashSet<>();
        Set<CredentialId> left = new LinkedHashSet<>(credentials);
        while (!left.isEmpty()) {
            List<CredentialId> batch = left.stream().limit(settings.batch()).toList();
            Instant now = clock.instant();
            List<HeldWork> held = store.claim(batch, server, now, now.plus(settings.lease()));
            Set<CredentialId> untried = new HashSet<>();
            for (Attempt attempt : runner.run(held)) {
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
