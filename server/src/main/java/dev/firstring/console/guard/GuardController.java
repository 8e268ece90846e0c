package dev.firstring.console.guard;

import dev.firstring.abuse.guard.GuardSettings;
import dev.firstring.abuse.guard.GuardWindow;
import dev.firstring.abuse.watch.GuardedWindows;
import dev.firstring.abuse.watch.Standing;
import dev.firstring.abuse.watch.WatchedWindow;
import dev.firstring.account.admin.Needs;
import dev.firstring.account.admin.Operator;
import dev.firstring.account.admin.Scope;
import dev.firstring.http.Answer;
import dev.firstring.http.ErrorCode;
import dev.firstring.http.Problem;
import dev.firstring.http.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The state and reactions of the fraud guard. Read-only. */
@RestController
@RequestMapping({"/api/admin/guard", "/api/v1/admin/guard"})
@Tag(name = "Admin")
final class GuardController {

    private static final int MOST = 100;

    private final GuardedWindows windows;
    private final GuardSettings settings;
    private final Clock clock;

    GuardController(GuardedWindows windows, GuardSettings settings, Clock clock) {
        this.windows = windows;
        this.settings = settings;
        this.clock = clock;
    }

    @Operation(
            operationId = "readGuard",
            summary = "Read the state of the fraud guard",
            description =
                    "The prefixes and countries that are over or near the guard's bound, the reaction to them, and"
                            + " why.")
    @Refuses({ErrorCode.VALIDATION_FAILED})
    @GetMapping
    Answer<GuardView> guard(
            @Needs(Scope.GUARD_READ) Operator operator,
            @RequestParam(required = false) @Nullable String country,
            @RequestParam(required = false) @Nullable String standing,
            @RequestParam(defaultValue = "0") int cursor,
            @RequestParam(defaultValue = "50") int limit) {
        Standing only = standing(standing);
        List<WatchedWindow> all =
                windows.watched(country == null ? null : country.toUpperCase(Locale.ROOT), clock.instant()).stream()
                        .filter(window -> only == null || window.standing() == only)
                        .toList();
        int from = Math.clamp(cursor, 0, all.size());
        int to = Math.min(all.size(), from + Math.clamp(limit, 1, MOST));
        return Answer.ok(
                new GuardView(
                        settings.window().toSeconds(),
                        all.size(),
                        all.subList(from, to).stream().map(GuardView.Window::of).toList(),
                        to < all.size() ? Integer.toString(to) : null),
                "admin.guard");
    }

    private static @Nullable Standing standing(@Nullable String word) {
        return word == null
                ? null
                : Standing.ofWord(word)
                        .orElseThrow(() -> Problem.validation(List.of(
                                        Problem.Violation.of("standing", "field.choice", "over, near, watched")))
                                .asRefusal());
    }

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
         * @param decision the decision on the next send: {@code allow}, {@code monitor}, {@code challenge} or {@code
         *     block}
         * @param reaction the setting for the country: {@code monitor}, {@code challenge} or {@code block}
         * @param judged sends that are judged: verified ones, and unverified ones that are old enough or exceed the
         *     floor
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
}
