package dev.firstring.http.request;

import dev.firstring.platform.Ids;
import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;

/** The id of each request: the one that the client sent, if it is safe to log, otherwise a new one. Thread-safe. */
public final class RequestIds {

    /** The header with the id, in requests and responses. */
    public static final String HEADER = "X-Request-Id";

    /** The key of the id in the logging context. */
    public static final String LOG_KEY = "requestId";

    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final String ATTRIBUTE = RequestIds.class.getName();

    private final Ids ids;

    public RequestIds(Ids ids) {
        this.ids = ids;
    }

    /** The id of a request; always the same for one request. */
    public String of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof String known) {
            return known;
        }
        String sent = request.getHeader(HEADER);
        String id = sent != null && HARMLESS.matcher(sent).matches()
                ? sent
                : ids.next().toString();
        request.setAttribute(ATTRIBUTE, id);
        return id;
    }
}
