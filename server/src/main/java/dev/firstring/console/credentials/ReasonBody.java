package dev.firstring.console.credentials;

import dev.firstring.http.CleanText;
import dev.firstring.http.Required;
import org.jspecify.annotations.Nullable;

/**
 * Why an operator does something.
 *
 * @param reason kept with the credential and in the trail; it should name no person
 */
record ReasonBody(@Nullable @Required @CleanText(max = 200) String reason) {

    /** The reason of a body that was judged. */
    String text() {
        return String.valueOf(reason).strip();
    }
}
