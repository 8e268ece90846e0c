package dev.firstring.console.drift;

import org.jspecify.annotations.Nullable;

/**
 * A request to compare or repair.
 *
 * @param dryRun {@code true}, the default: compare and report; {@code false}: repair the differences that the last
 *     comparison found
 */
record ReconcileBody(@Nullable Boolean dryRun) {

    boolean repairs() {
        return Boolean.FALSE.equals(dryRun);
    }
}
