package dev.firstring.sipserver.sync;

import dev.firstring.sip.SipSecret;
import dev.firstring.sipserver.SipServer;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * The input of one attempt to sync one account with one server.
 *
 * @param withheld the new secret that a request has not disclosed yet
 */
record SyncTask(HeldWork work, WantedState wanted, SipServer server, WithheldSecret withheld, StepLog log) {

    /**
     * Writes the account to the server, or removes it.
     *
     * @param secret the secret that the server should have; null if it should have no account
     */
    void writeAccount(@Nullable SipSecret secret, Clock clock) {
        work.requireLease(clock);
        if (secret == null) {
            server.remove(wanted.aor());
        } else {
            server.apply(wanted.account(secret, work.applied() > 0));
        }
    }
}
