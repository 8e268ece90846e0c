package dev.firstring.abuse.watch;

import dev.firstring.abuse.guard.WindowState;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A window that an operator should see.
 *
 * @param since since when it is over its bound, to half a minute; null if it is not, or not noticed yet
 */
public record WatchedWindow(
        WindowState state, Standing standing, @Nullable Instant since) {

    /** What is stopped first, then what is challenged, then what is only bad; within these by what nobody proved. */
    static final Comparator<WatchedWindow> WORST_FIRST = Comparator.comparing(
                    (WatchedWindow watched) -> watched.state().decision())
            .reversed()
            .thenComparing(WatchedWindow::standing)
            .thenComparing(watched -> watched.state().counts().unverified(), Comparator.reverseOrder())
            .thenComparing(watched -> watched.state().window().key());
}
