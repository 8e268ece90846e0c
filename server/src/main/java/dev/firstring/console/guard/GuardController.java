package dev.firstring.console.guard;

import dev.firstring.abuse.guard.GuardSettings;
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
}
