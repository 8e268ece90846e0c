package dev.firstring.console.drift;

import org.jspecify.annotations.Nullable;

/**
 * What is to be done about drift.
 *
 * @param dryRun {@code true}, the default: compare and report; {@code false}: repair what the last comparison found
 */
record ReconcileBody(@Nullable Boolean dryRun) {

    boolean repairs() {
        return Boolean.FALSE.equals(dryRun);
    }
}
