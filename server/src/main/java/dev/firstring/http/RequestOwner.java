package dev.firstring.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * Who sent a request, as far as a good token or key tells: the same name for every token of an account and for every use of
 * an API key. Set once by what reads tokens; absent for anonymous requests.
 */
public final class RequestOwner {

    /** How the names of API keys begin. */
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
