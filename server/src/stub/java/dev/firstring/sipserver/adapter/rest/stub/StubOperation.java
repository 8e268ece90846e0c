package dev.firstring.sipserver.adapter.rest.stub;

import java.util.Optional;
import java.util.regex.Pattern;

/** The calls of the dialect. */
public enum StubOperation {
    HEALTH("GET", "/api/health"),
    CREATE("POST", "/api/accounts"),
    LIST("GET", "/api/accounts"),
    READ("GET", "/api/accounts/[^/]+"),
    UPDATE("PATCH", "/api/accounts/[^/]+"),
    DELETE("DELETE", "/api/accounts/[^/]+"),
    REGISTRATION("GET", "/api/accounts/[^/]+/registration"),
    DEREGISTER("DELETE", "/api/accounts/[^/]+/registration");

    private final String method;
    private final Pattern path;

    StubOperation(String method, String path) {
        this.method = method;
        this.path = Pattern.compile(path);
    }

    static Optional<StubOperation> of(String method, String path) {
        for (StubOperation operation : values()) {
            if (operation.method.equals(method) && operation.path.matcher(path).matches()) {
                return Optional.of(operation);
            }
        }
        return Optional.empty();
    }
}
