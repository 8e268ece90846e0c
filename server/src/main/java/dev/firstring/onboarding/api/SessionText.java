package dev.firstring.onboarding.api;

import dev.firstring.http.ErrorCode;
import dev.firstring.http.Problem;
import dev.firstring.onboarding.session.SessionId;
import org.jspecify.annotations.Nullable;

/** Reads the session ids of requests. */
final class SessionText {

    private SessionText() {}

    /**
     * The id in the first of these texts that is there.
     *
     * @throws Problem.Refusal SESSION_NOT_FOUND if it cannot be an id: an answer that tells nothing of ids that exist
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
