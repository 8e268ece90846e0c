package dev.firstring.sip.web;

import dev.firstring.account.DisplayName;
import dev.firstring.http.Violation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A person names a credential.
 *
 * @param displayName 1 to 100 characters
 */
record RenameRequest(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        String displayName) {

    Optional<Violation> violation() {
        return displayName == null ? Optional.of(DisplayNameField.missing()) : DisplayNameField.violation(displayName);
    }

    /** The name of a request without violation. */
    DisplayName name() {
        return new DisplayName(Objects.requireNonNull(displayName));
    }
}
