package dev.firstring.http.openapi;

import dev.firstring.http.ErrorCode;
import dev.firstring.http.Spelling;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Documents problems from the catalogue of errors: one response a status and a spelling. */
final class ProblemResponses {

    private static final Set<Integer> ONLY_WITH_A_BODY = Set.of(413, 415);

    private static final String STATE = "With INVALID_STATE: the credential's state, suspended or revoked.";
    private static final String SYNC =
            "Where a SIP server failed: pending while the request is kept and tried again; its steps are in steps.";

    private ProblemResponses() {}

    static void define(Components components) {
        components.addSchemas("Problem", camel());
        components.addSchemas("ProblemV1", snake());
        components.addSchemas("Violation", violation());
        for (Spelling spelling : Spelling.values()) {
            codes(spelling)
                    .forEach((status, codes) ->
                            components.addResponses(name(status, spelling), response(status, codes, spelling)));
        }
    }

    static void addTo(Operation operation, Spelling spelling) {
        for (int status : codes(spelling).keySet()) {
            if (operation.getRequestBody() != null || !ONLY_WITH_A_BODY.contains(status)) {
                operation
                        .getResponses()
                        .addApiResponse(
                                Integer.toString(status),
                                new ApiResponse().$ref("#/components/responses/" + name(status, spelling)));
            }
        }
    }

    private static Map<Integer, List<ErrorCode>> codes(Spelling spelling) {
        return Arrays.stream(ErrorCode.values())
                .collect(Collectors.groupingBy(
                        code -> code.status(spelling).value(), TreeMap::new, Collectors.toList()));
    }

    private static String name(int status, Spelling spelling) {
        return "Problem" + status + (spelling == Spelling.SNAKE ? "V1" : "");
    }

    private static ApiResponse response(int status, List<ErrorCode> codes, Spelling spelling) {
        String names = codes.stream()
                .map(code -> spelling == Spelling.SNAKE ? code.slug().replace('-', '_') : code.name())
                .collect(Collectors.joining(", "));
        ApiResponse response = new ApiResponse()
                .description(names)
                .content(
                        spelling == Spelling.SNAKE
                                ? Schemas.content("application/json", Schemas.reference("ProblemV1"))
                                : Schemas.content("application/problem+json", Schemas.reference("Problem")));
        if (status == 429 || status == 503) {
            response.addHeaderObject("Retry-After", new Header().$ref("#/components/headers/Retry-After"));
        }
        if (status == 429) {
            response.addHeaderObject("RateLimit", new Header().$ref("#/components/headers/RateLimit"));
            response.addHeaderObject("RateLimit-Policy", new Header().$ref("#/components/headers/RateLimit-Policy"));
        }
        return response;
    }

    private static Schema<?> camel() {
        Schema<?> schema = Schemas.of("object", "A problem (RFC 9457); further members depend on the code.");
        schema.addProperty("type", Schemas.of("string"));
        schema.addProperty("title", Schemas.of("string"));
        schema.addProperty("status", Schemas.of("integer"));
        schema.addProperty("detail", Schemas.of("string"));
        schema.addProperty("instance", Schemas.of("string"));
        schema.addProperty("success", Schemas.of("boolean"));
        schema.addProperty("code", Schemas.of("string"));
        schema.addProperty("error", Schemas.of("string"));
        schema.addProperty("message", Schemas.of("string"));
        schema.addProperty("retryAfter", Schemas.of("integer", "Seconds."));
        schema.addProperty("credentialStatus", Schemas.of("string", STATE));
        schema.addProperty("syncStatus", Schemas.of("string", SYNC));
        schema.addProperty("details", Schemas.listOf(Schemas.reference("Violation")));
        schema.setRequired(List.of("type", "title", "status", "detail", "success", "code", "error", "message"));
        return schema;
    }

    private static Schema<?> snake() {
        Schema<?> detail = Schemas.of("object", "Further members depend on the error.");
        detail.addProperty("error", Schemas.of("string"));
        detail.addProperty("message", Schemas.of("string"));
        detail.addProperty("retry_after", Schemas.of("integer", "Seconds."));
        detail.addProperty("credential_status", Schemas.of("string", STATE));
        detail.addProperty("status", Schemas.of("string", "The same as credential_status."));
        detail.addProperty("sync_status", Schemas.of("string", SYNC));
        detail.addProperty("fields", Schemas.listOf(Schemas.reference("Violation")));
        detail.setRequired(List.of("error", "message"));
        Schema<?> schema = Schemas.of("object");
        schema.addProperty("detail", detail);
        schema.setRequired(List.of("detail"));
        return schema;
    }

    private static Schema<?> violation() {
        Schema<?> schema = Schemas.of("object", "A field that is not valid.");
        schema.addProperty("field", Schemas.of("string"));
        schema.addProperty("pointer", Schemas.of("string", "A JSON pointer (RFC 6901) into the body."));
        schema.addProperty("message", Schemas.of("string"));
        schema.setRequired(List.of("field", "pointer", "message"));
        return schema;
    }
}
