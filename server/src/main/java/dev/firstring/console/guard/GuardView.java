package dev.firstring.console.guard;

import dev.firstring.abuse.guard.GuardWindow;
import dev.firstring.abuse.watch.WatchedWindow;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fraud guard's windows of interest to operators.
 *
 * @param windowSeconds the period in which sends and verifications are counted
 * @param total the number of windows on all pages
 * @param windows the most critical ones first
 * @param nextCursor the cursor of the next page; null on the last page
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
     * @param prefix E.164 without the last four digits; null for a country
     * @param standing {@code over}, {@code near}, or {@code watched}
     * @param decision the decision on the next send: {@code allow}, {@code monitor}, {@code challenge} or {@code block}
     * @param reaction the setting for the country: {@code monitor}, {@code challenge} or {@code block}
     * @param judged sends that are judged: verified ones, and unverified ones that are old enough or exceed the floor
     * @param unverified sends that are not verified, including recent ones
     * @param share the verified share of the judged sends, in percent
     * @param bound the share below which the guard reacts
     * @param floor the number of judged sends below which the guard does not react
     * @param ceiling the number of unverified sends above which solved challenges are no longer accepted
     * @param since the time since which it is over, accurate to half a minute; null if it is not over
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
            GuardWindow.State state = watched.state();
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
