package dev.firstring.http.idempotency;

import dev.firstring.http.MadeAnew;
import dev.firstring.http.SecretAnswer;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/** Says what may be kept of the answer to a request, before it runs. Thread-safe. */
final class KeyedOperations {

    /** What is kept of an operation's answer. */
    sealed interface Kept {

        /** All of it. */
        record Whole() implements Kept {}

        /** All of it, to be given again only while its secret is good. */
        record WhileGood(SecretAnswer secret) implements Kept {}

        /** Nothing: the operation is run again. */
        record Nothing() implements Kept {}
    }

    private final ObjectProvider<RequestMappingHandlerMapping> routes;
    private final ObjectProvider<SecretAnswer> secrets;

    KeyedOperations(ObjectProvider<RequestMappingHandlerMapping> routes, ObjectProvider<SecretAnswer> secrets) {
        this.routes = routes;
        this.secrets = secrets;
    }

    /** What is kept; empty if there is no such operation. */
    Optional<Kept> of(HttpServletRequest request) {
        return operation(request).map(operation -> {
            if (operation.hasMethodAnnotation(MadeAnew.class)) {
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
            // The dispatcher meets the same refusal next, and answers it.
            return Optional.empty();
        } finally {
            if (!parsed) {
                ServletRequestPathUtils.clearParsedRequestPath(request);
            }
        }
    }
}
