package dev.firstring.sipserver.drift.finding;

import dev.firstring.sip.CredentialId;
import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.ServerId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stored difference that a run found on a server.
 *
 * @param id its position in the run's list of findings
 * @param repairedAt when it was repaired; null if it was not
 */
public record DriftFinding(
        long id,
        ServerId server,
        Difference difference,
        @Nullable Instant repairedAt) {

    /**
     * One difference between a server and the database. It contains no secret and no name of a person.
     *
     * @param credential null for an account that the service did not create
     * @param detail describes the difference for an operator
     */
    public record Difference(
            DriftKind kind, Aor aor, @Nullable CredentialId credential, String detail) {}
}
