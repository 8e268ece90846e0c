package dev.firstring.http.openapi;

import dev.firstring.http.ErrorCode;
import dev.firstring.http.Refuses;
import io.swagger.v3.oas.models.Operation;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;

/** Copies the errors declared by {@link Refuses} from the controller to the document. Thread-safe. */
final class OwnErrors implements GlobalOperationCustomizer {

    private static final String CARRIER = "x-refuses";

    @Override
    public Operation customize(Operation operation, HandlerMethod method) {
        List<ErrorCode> codes =
                AnnotatedElementUtils.getAllMergedAnnotations(method.getMethod(), Refuses.class).stream()
                        .flatMap(refuses -> Stream.of(refuses.value()))
                        .toList();
        if (!codes.isEmpty()) {
            operation.addExtension(CARRIER, codes);
        }
        return operation;
    }

    /**
     * Returns the errors that the controller declares and removes them from the operation, since the extension is not
     * part of the document.
     */
    static Set<ErrorCode> take(Operation operation) {
        Set<ErrorCode> codes = EnumSet.noneOf(ErrorCode.class);
        Map<String, Object> extensions = operation.getExtensions();
        if (extensions != null && extensions.remove(CARRIER) instanceof List<?> named) {
            named.stream().map(ErrorCode.class::cast).forEach(codes::add);
        }
        return codes;
    }
}
