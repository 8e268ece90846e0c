package dev.firstring.http.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The headers of every operation. */
final class WireHeaders {

    private static final String LANGUAGE = "Accept-Language";
    private static final String REQUEST_ID = "X-Request-Id";
    private static final String KEY = "Idempotency-Key";

    private WireHeaders() {}

    static void define(Components components, Set<Locale> languages) {
        String known = languages.stream().map(Locale::toLanguageTag).sorted().collect(Collectors.joining(", "));
        parameter(components, LANGUAGE, "The language of texts, the first one wanted of " + known + "; en otherwise.");
        parameter(components, REQUEST_ID, "Names the request in the logs: 1 to 64 of A-Z, a-z, 0-9, dot, dash, _.");
        parameter(
                components,
                KEY,
                "A quoted string of 1 to 255 characters, 16 at least of callers who are not signed in: the same request"
                        + " with the same key is done once within 24 hours.");
        header(components, REQUEST_ID, "The id of the request.");
        header(components, "Content-Language", "The language of texts.");
        header(components, "Retry-After", "Seconds to wait.");
        header(components, "RateLimit", "What is left of each limit: r requests, more in t seconds.");
        header(components, "RateLimit-Policy", "The limits: q requests in w seconds.");
    }

    static void addTo(Operation operation, HttpMethod method) {
        List<Parameter> parameters =
                new ArrayList<>(operation.getParameters() == null ? List.of() : operation.getParameters());
        parameters.add(reference(LANGUAGE));
        parameters.add(reference(REQUEST_ID));
        if (method == HttpMethod.POST) {
            parameters.add(reference(KEY));
        }
        operation.setParameters(parameters);
    }

    private static Parameter reference(String name) {
        return new Parameter().$ref("#/components/parameters/" + name);
    }

    private static void parameter(Components components, String name, String description) {
        components.addParameters(
                name,
                new Parameter().in("header").name(name).description(description).schema(Schemas.of("string")));
    }

    private static void header(Components components, String name, String description) {
        components.addHeaders(name, new Header().description(description).schema(Schemas.of("string")));
    }
}
