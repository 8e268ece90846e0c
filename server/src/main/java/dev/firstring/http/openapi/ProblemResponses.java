package dev.firstring.http.openapi;

import dev.firstring.http.ErrorCode;
import dev.firstring.http.Spelling;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Documents the errors of an operation: one response for each status, whose description lists the codes. */
final class ProblemResponses {

    private ProblemResponses() {}

    static void addTo(Operation operation, Collection<ErrorCode> codes, Spelling spelling) {
        Map<Integer, List<ErrorCode>> byStatus = codes.stream()
                .collect(Collectors.groupingBy(
                        code -> code.status(spelling).value(), TreeMap::new, Collectors.toList()));
        byStatus.forEach((status, same) ->
                operation.getResponses().addApiResponse(Integer.toString(status), response(status, same, spelling)));
    }

    private static ApiResponse response(int status, List<ErrorCode> codes, Spelling spelling) {
        String words = codes.stream().map(code -> code.word(spelling)).collect(Collectors.joining(", "));
        ApiResponse response = new ApiResponse()
                .description(words)
                .content(Schemas.content(
                        spelling == Spelling.SNAKE ? "application/json" : "application/problem+json",
                        ProblemSchemas.of(spelling)));
        if (status == 429 || status == 503) {
            header(response, "Retry-After");
        }
        if (status == 429) {
            header(response, "RateLimit");
            header(response, "RateLimit-Policy");
        }
        return response;
    }

    private static void header(ApiResponse response, String name) {
        response.addHeaderObject(name, new Header().$ref("#/components/headers/" + name));
    }
}
