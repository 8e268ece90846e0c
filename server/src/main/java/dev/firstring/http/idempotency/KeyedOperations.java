package dev.firstring.http.idempotency;

import dev.firstring.http.NeverStored;
import dev.firstring.http.SecretAnswer;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/** Determines before a request runs how its response is stored. Thread-safe. */
final class KeyedOperations {

    /** How an operation's response is stored. */
    sealed interface Kept {

        /** The response is stored. */
        record Whole() implements Kept {}

        /** The response is stored, and replayed only while its secret is valid. */
        record WhileGood(SecretAnswer secret) implements Kept {}

        /** The response is not stored: the operation runs again. */
        record Nothing() implements Kept {}
    }

    private final ObjectProvider<RequestMappingHandlerMapping> routes;
    private final ObjectProvider<SecretAnswer> secrets;

    KeyedOperations(ObjectProvider<RequestMappingHandlerMapping> routes, ObjectProvider<SecretAnswer> secrets) {
        this.routes = routes;
        this.secrets = secrets;
    }

    /** How the response is stored; empty if no operation matches the request. */
    Optional<Kept> of(HttpServletRequest request) {
        return operation(request).map(operation -> {
            if (operation.hasMethodAnnotation(NeverStored.class)) {
                return new Kept.Nothing();
            }
            List<SecretAnswer> covering =
                    secrets.stream().filter(secret -> secret.covers(request)).toList();
            return covering.isEmpty() ? new Kept.Whole() : new Kept.WhileGood(covering.getFirst());
        });
    }

    private Optional<HandlerMethod> operation(HttpServletRequest request) {
        boolean parsed = ServletRequestPathUtils.hasParsedRequestPath(request);
        if (!parsed) {
            ServletRequestPathUtils.parseAndCache(request);
        }
        try {
            for (RequestMappingHandlerMapping mapping : routes) {
                HandlerExecutionChain chain = mapping.getHandler(request);
                if (chain != null && chain.getHandler() instanceof HandlerMethod operation) {
                    return Optional.of(operation);
                }
            }
            return Optional.empty();
        } catch (Exception wrongMethodOrType) {
            // The dispatcher will throw the same exception, and it is handled there.
            return Optional.empty();
        } finally {
            if (!parsed) {
                ServletRequestPathUtils.clearParsedRequestPath(request);
            }
        }
    }
}
