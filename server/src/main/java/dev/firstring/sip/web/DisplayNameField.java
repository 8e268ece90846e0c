package dev.firstring.sip.web;

import dev.firstring.account.DisplayName;
import dev.firstring.http.Problem;
import java.util.Optional;

/** Validates a display name in a request. */
final class DisplayNameField {

    private static final String FIELD = "displayName";
    private static final int LONGEST = 100;

    private DisplayNameField() {}

    static Problem.Violation missing() {
        return Problem.Violation.of(FIELD, "field.required");
    }

    /** The violation; empty if the text is a display name. */
    static Optional<Problem.Violation> violation(String text) {
        if (DisplayName.parse(text).isPresent()) {
            return Optional.empty();
        }
        if (text.isBlank()) {
            return Optional.of(Problem.Violation.of(FIELD, "field.blank"));
        }
        return Optional.of(
                text.strip().codePointCount(0, text.strip().length()) > LONGEST
                        ? Problem.Violation.of(FIELD, "field.too-long", LONGEST)
                        : Problem.Violation.of(FIELD, "field.control-characters"));
    }
}
