package dev.firstring.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * The owner of a request according to its valid token or API key: the same name for every token of an account and for
 * every use of an API key. Set once by the code that reads tokens; absent for anonymous requests.
 */
public final class RequestOwner {

    /** The prefix of the names of API keys. */
    public static final String API_KEY = "api key ";

    private static final String ATTRIBUTE = RequestOwner.class.getName();

    private RequestOwner() {}

    public static void set(HttpServletRequest request, String owner) {
        request.setAttribute(ATTRIBUTE, owner);
    }

    public static Optional<String> of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof String owner ? Optional.of(owner) : Optional.empty();
    }
}
