package dev.firstring.account.token;

import dev.firstring.http.Spelling;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How tokens are delivered to the client; {@code tokenDelivery} in a request. */
public enum TokenDelivery {
    /** In the response body, for apps. */
    BODY,
    /** As cookies that scripts cannot read, for browsers. */
    COOKIE;

    /**
     * Returns the requested delivery, or else the default for the spelling of the API.
     *
     * @param asked {@code body} or {@code cookie}; null if not specified
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
