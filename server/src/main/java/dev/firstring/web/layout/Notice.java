package dev.firstring.web.layout;

import dev.firstring.http.ErrorCode;
import dev.firstring.http.Problem;
import dev.firstring.http.ProblemTexts;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A message at the top of a page.
 *
 * @param kind {@code success}, {@code problem} or {@code info}; selects the style
 * @param waitSeconds the time until a retry makes sense; null if waiting does not help
 */
public record Notice(
        String kind,
        String title,
        @Nullable String detail,
        @Nullable Long waitSeconds) {

    public static Notice success(String title) {
        return new Notice("success", title, null, null);
    }

    public static Notice info(String title) {
        return new Notice("info", title, null, null);
    }

    /** Describes a problem in the language of the page. */
    public static Notice of(Problem problem, ProblemTexts texts, Locale language) {
        ProblemTexts.ProblemText text = texts.of(problem, language);
        if (problem.code() == ErrorCode.RATE_LIMITED) {
            // The detail names the limit and the time, and that is all there is to say.
            return new Notice("problem", text.detail(), null, text.waitSeconds());
        }
        return new Notice("problem", text.title(), text.detail(), text.waitSeconds());
    }
}
