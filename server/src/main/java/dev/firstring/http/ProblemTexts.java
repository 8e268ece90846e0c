package dev.firstring.http;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Renders problems as localized text for pages. {@link Problems} writes them for programs. Thread-safe. */
public interface ProblemTexts {

    /** The text of the problem in the given language, or in English if the language is not supported. */
    ProblemText of(Problem problem, Locale language);

    /**
     * The localized text of a problem.
     *
     * @param title a short summary of the kind of problem
     * @param detail an explanation of this occurrence, and what to do
     * @param waitSeconds seconds after which a retry is reasonable; null if waiting does not help
     */
    record ProblemText(
            String title, String detail, @Nullable Long waitSeconds) {}
}
