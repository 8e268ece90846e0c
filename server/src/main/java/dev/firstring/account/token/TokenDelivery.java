package dev.firstring.account.token;

import dev.firstring.http.Spelling;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How tokens reach the client; {@code tokenDelivery} in a request. */
public enum TokenDelivery {
    /** In the answer's body: the way of apps. */
    BODY,
    /** As cookies that no script can read: the way of browsers. */
    COOKIE;

    /**
     * What the client asked for, or else what suits the side of the API that it speaks to.
     *
     * @param asked {@code body} or {@code cookie}; null for no wish
     */
    public static TokenDelivery choose(@Nullable String asked, Spelling spelling) {
        if (asked != null) {
            return valueOf(asked.toUpperCase(Locale.ROOT));
        }
        return switch (spelling) {
            case CAMEL -> COOKIE;
            case SNAKE -> BODY;
        };
    }
}
