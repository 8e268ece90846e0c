package dev.firstring.console.guard;

import dev.firstring.abuse.guard.WindowState;
import dev.firstring.abuse.watch.WatchedWindow;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The windows of the fraud guard that an operator should see.
 *
 * @param windowSeconds the period in which sends and proofs are counted
 * @param total how many windows there are, on all pages
 * @param windows the worst first
 * @param nextCursor for the next page; null after the last
 */
record GuardView(
        long windowSeconds,
        int total,
        List<Window> windows,
        @Nullable String nextCursor) {

    /**
     * A prefix or a country.
     *
     * @param scope {@code prefix} or {@code country}
     * @param prefix E.164 less the last four digits; null for a country
     * @param standing {@code over}, {@code near}, or {@code watched}
     * @param decision what meets the next send: {@code allow}, {@code monitor}, {@code challenge} or {@code block}
     * @param reaction the setting for the country: {@code monitor}, {@code challenge} or {@code block}
     * @param judged sends that count: proved, old enough, or too many at once
     * @param unverified sends that nobody has proved, fresh ones included
     * @param share the verified share of the judged sends, in percent
     * @param bound the share below which the guard reacts
     * @param floor how many judged sends that takes
     * @param ceiling how many unproved sends solved challenges bring at most
     * @param since since when it is over, to half a minute; null if it is not
     */
    record Window(
            String scope,
            String country,
            @Nullable String prefix,
            String standing,
            String decision,
            String reaction,
            long sent,
            long verified,
            long judged,
            long unverified,
            int share,
            int bound,
            int floor,
            int ceiling,
            String why,
            @Nullable Instant since) {

        static Window of(WatchedWindow watched) {
            WindowState state = watched.state();
            return new Window(
                    state.window().scope(),
                    state.window().country(),
                    state.window().prefix(),
                    watched.standing().word(),
                    state.decision().word(),
                    state.reaction().word(),
                    state.counts().sent(),
                    state.counts().verified(),
                    state.judged(),
                    state.counts().unverified(),
                    state.share(),
                    state.bounds().share(),
                    state.bounds().floor(),
                    state.bounds().ceiling(),
                    state.why(),
                    watched.since());
        }
    }
}
