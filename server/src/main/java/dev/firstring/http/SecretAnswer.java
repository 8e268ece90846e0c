package dev.firstring.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * An operation that must not run twice for one {@code Idempotency-Key} and whose answer holds a secret. The answer is kept
 * sealed, and is given again only while that secret is good. A room contributes a bean for each such operation.
 */
public interface SecretAnswer {

    /** Whether a request is for this operation. */
    boolean covers(HttpServletRequest request);

    /** What else than its body tells this request from another one, such as a token in a cookie; empty if nothing does. */
    default String presented(HttpServletRequest request) {
        return "";
    }

    /**
     * Why an answer may not be given again; empty if it may.
     *
     * @param data what the answer holds under {@code data}, in the spelling of the request; missing in a refusal
     * @param cookies the values of {@code Set-Cookie} of the answer
     */
    Optional<Problem> refusal(JsonNode data, List<String> cookies);
}
