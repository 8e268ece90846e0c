package dev.firstring.onboarding.api;

import dev.firstring.http.ErrorCode;
import dev.firstring.http.Problem;
import dev.firstring.onboarding.session.SessionId;
import org.jspecify.annotations.Nullable;

/** Parses the session ids in requests. */
final class SessionText {

    private SessionText() {}

    /**
     * The id in the first text that is present.
     *
     * @throws Problem.Refusal SESSION_NOT_FOUND if none is present or it is malformed, so that the response reveals
     *     nothing about existing ids
     */
    static SessionId read(@Nullable String... texts) {
        for (String text : texts) {
            if (text != null && !text.isBlank()) {
                return SessionId.read(text)
                        .orElseThrow(
                                () -> Problem.of(ErrorCode.SESSION_NOT_FOUND).asRefusal());
            }
        }
        throw Problem.of(ErrorCode.SESSION_NOT_FOUND).asRefusal();
    }
}
