package dev.firstring.sipserver.drift.finding;

import dev.firstring.sipserver.ServerId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A difference that a run found on a server.
 *
 * @param id its place in the run's list
 * @param repairedAt when it was repaired, or given to the sync for that; null if it was not
 */
public record DriftFinding(
        long id,
        ServerId server,
        Difference difference,
        @Nullable Instant repairedAt) {}
