package dev.firstring.console.credentials;

import dev.firstring.http.CleanText;
import dev.firstring.http.Required;
import org.jspecify.annotations.Nullable;

/**
 * The reason for an operator's action.
 *
 * @param reason stored with the credential and in the trail; it should not name a person
 */
record ReasonBody(@Nullable @Required @CleanText(max = 200) String reason) {

    /** The reason of a validated body. */
    String text() {
        return String.valueOf(reason).strip();
    }
}
