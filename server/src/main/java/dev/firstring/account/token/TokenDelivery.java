package dev.firstring.account.token;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.firstring.http.Spelling;
import org.jspecify.annotations.Nullable;

/** How tokens reach the client; {@code tokenDelivery} in a request. */
public enum TokenDelivery {
    /** In the answer's body: the way of apps. */
    @JsonProperty("body")
    BODY,
    /** As cookies that no script can read: the way of browsers. */
    @JsonProperty("cookie")
    COOKIE;

    /** What the client asked for, or else what suits the side of the API that it speaks to. */
    public static TokenDelivery choose(@Nullable TokenDelivery asked, Spelling spelling) {
        if (asked != null) {
            return asked;
        }
        return switch (spelling) {
            case CAMEL -> COOKIE;
            case SNAKE -> BODY;
        };
    }
}
