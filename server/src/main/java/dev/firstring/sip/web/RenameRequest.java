package dev.firstring.sip.web;

import dev.firstring.account.DisplayName;
import dev.firstring.http.Problem;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request to rename a credential.
 *
 * @param displayName 1 to 100 characters
 */
record RenameRequest(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        String displayName) {

    Optional<Problem.Violation> violation() {
        return displayName == null ? Optional.of(DisplayNameField.missing()) : DisplayNameField.violation(displayName);
    }

    /** The name. The request must be free of violations. */
    DisplayName name() {
        return new DisplayName(Objects.requireNonNull(displayName));
    }
}
