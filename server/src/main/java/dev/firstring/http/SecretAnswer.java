package dev.firstring.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * An operation that must not run twice for one {@code Idempotency-Key} and whose response contains a secret. The
 * response is stored encrypted, and is replayed only while the secret is valid. A room contributes a bean for each
 * such operation.
 */
public interface SecretAnswer {

    /** Whether a request is for this operation. */
    boolean covers(HttpServletRequest request);

    /**
     * Input outside of the body that is part of the request's identity, such as a token in a cookie; empty if there is
     * none.
     */
    default String presented(HttpServletRequest request) {
        return "";
    }

    /**
     * The reason why a stored response must not be replayed; empty if it may.
     *
     * @param data the {@code data} of the response, in the spelling of the request; missing in a refusal
     * @param cookies the values of the response's {@code Set-Cookie} fields
     */
    Optional<Problem> refusal(JsonNode data, List<String> cookies);
}
