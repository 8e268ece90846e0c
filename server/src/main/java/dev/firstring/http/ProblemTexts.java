package dev.firstring.http;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says problems in the words of a language, for pages. What a program reads is written by {@link Problems}. Thread-safe. */
public interface ProblemTexts {

    /** The problem in the language, or in English where it is not spoken. */
    ProblemText of(Problem problem, Locale language);

    /**
     * A problem for a person.
     *
     * @param title what went wrong
     * @param detail what went wrong this time, and what to do
     * @param waitSeconds seconds after which it is worth trying again; null where waiting is no help
     */
    record ProblemText(
            String title, String detail, @Nullable Long waitSeconds) {}
}
