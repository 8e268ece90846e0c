package dev.firstring.abuse.watch;

import dev.firstring.abuse.guard.GuardWindow;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A window that an operator should see.
 *
 * @param since since when it is over its bound, accurate to half a minute; null if it is not over or not detected yet
 */
public record WatchedWindow(
        GuardWindow.State state,
        Standing standing,
        @Nullable Instant since) {

    /** Orders by decision, then by standing, then by the number of unproved sends. */
    static final Comparator<WatchedWindow> WORST_FIRST = Comparator.comparing(
                    (WatchedWindow watched) -> watched.state().decision())
            .reversed()
            .thenComparing(WatchedWindow::standing)
            .thenComparing(watched -> watched.state().counts().unverified(), Comparator.reverseOrder())
            .thenComparing(watched -> watched.state().window().key());
}
