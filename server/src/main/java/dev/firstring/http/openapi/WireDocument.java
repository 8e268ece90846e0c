package dev.firstring.http.openapi;

import dev.firstring.http.Spelling;
import dev.firstring.http.rendering.Names;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;

/** Completes the document: envelope, problems, headers, security, and the spelling of each path. Thread-safe. */
@SuppressWarnings("rawtypes") // the model of Swagger is made of raw schemas
final class WireDocument implements GlobalOpenApiCustomizer {

    private final String languages;

    WireDocument(Set<Locale> languages) {
        this.languages = languages.stream().map(Locale::toLanguageTag).sorted().collect(Collectors.joining(", "));
    }

    @Override
    public void customise(OpenAPI document) {
        document.setInfo(new Info()
                .title("Firstring")
                .version("v1")
                .description("From a phone number to a registered SIP account. The same operations in two spellings:"
                        + " camelCase under /api, snake_case under /api/v1."));
        Components components = document.getComponents() == null ? new Components() : document.getComponents();
        document.setComponents(components);
        ProblemResponses.define(components);
        defineHeaders(components);
        defineSecurity(document, components);
        SnakeSchemas snake = new SnakeSchemas(components);
        if (document.getPaths() != null) {
            document.getPaths().forEach((path, item) -> complete(path, item, snake));
        }
    }

    private static void complete(String path, PathItem item, SnakeSchemas snake) {
        if (!path.startsWith("/api/")) {
            return;
        }
        Spelling spelling = path.startsWith("/api/v1/") ? Spelling.SNAKE : Spelling.CAMEL;
        item.readOperationsMap().forEach((method, operation) -> {
            if (spelling == Spelling.SNAKE) {
                spell(operation, snake);
            }
            wrap(operation);
            ProblemResponses.addTo(operation, spelling);
            addParameter(operation, "Accept-Language");
            addParameter(operation, "X-Request-Id");
            if (method == PathItem.HttpMethod.POST) {
                addParameter(operation, "Idempotency-Key");
            }
        });
    }

    private static void spell(Operation operation, SnakeSchemas snake) {
        if (operation.getRequestBody() != null && operation.getRequestBody().getContent() != null) {
            operation
                    .getRequestBody()
                    .getContent()
                    .values()
                    .forEach(body -> body.setSchema(snake.of(body.getSchema())));
        }
        for (ApiResponse response : operation.getResponses().values()) {
            if (response.getContent() != null) {
                response.getContent().values().forEach(body -> body.setSchema(snake.of(body.getSchema())));
            }
        }
        if (operation.getParameters() != null) {
            operation.getParameters().stream()
                    .filter(parameter -> Objects.equals(parameter.getIn(), "query"))
                    .forEach(parameter -> parameter.setName(Names.spell(parameter.getName(), Spelling.SNAKE)));
        }
    }

    /** Puts the data of a success into its envelope. */
    private static void wrap(Operation operation) {
        ApiResponse success = operation.getResponses().get("200");
        if (success == null) {
            return;
        }
        @Nullable Schema data = null;
        if (success.getContent() != null) {
            for (MediaType body : success.getContent().values()) {
                data = body.getSchema();
            }
        }
        Schema<?> envelope = Schemas.of("object");
        envelope.addProperty("success", Schemas.of("boolean"));
        envelope.addProperty("data", data == null ? Schemas.of("object") : data);
        envelope.addProperty("message", Schemas.of("string"));
        envelope.setRequired(List.of("success", "data", "message"));
        success.setContent(Schemas.content("application/json", envelope));
        for (String header : List.of("X-Request-Id", "Content-Language", "RateLimit", "RateLimit-Policy")) {
            success.addHeaderObject(header, new Header().$ref("#/components/headers/" + header));
        }
    }

    private static void addParameter(Operation operation, String name) {
        List<Parameter> parameters =
                new ArrayList<>(operation.getParameters() == null ? List.of() : operation.getParameters());
        parameters.add(new Parameter().$ref("#/components/parameters/" + name));
        operation.setParameters(parameters);
    }

    private void defineHeaders(Components components) {
        parameter(
                components,
                "Accept-Language",
                "The language of texts, the first one wanted of " + languages + "; en otherwise.");
        parameter(components, "X-Request-Id", "Names the request in the logs: 1 to 64 of A-Z, a-z, 0-9, dot, dash, _.");
        parameter(
                components,
                "Idempotency-Key",
                "A quoted string of 1 to 255 characters: the same request with the same key is done once within 24 hours.");
        header(components, "X-Request-Id", "The id of the request.");
        header(components, "Content-Language", "The language of texts.");
        header(components, "Retry-After", "Seconds to wait.");
        header(components, "RateLimit", "What is left of each limit: r requests, more in t seconds.");
        header(components, "RateLimit-Policy", "The limits: q requests in w seconds.");
    }

    private static void parameter(Components components, String name, String description) {
        components.addParameters(
                name,
                new Parameter().in("header").name(name).description(description).schema(Schemas.of("string")));
    }

    private static void header(Components components, String name, String description) {
        components.addHeaders(name, new Header().description(description).schema(Schemas.of("string")));
    }

    /** A token or a cookie, or none where an operation is open to all. */
    private static void defineSecurity(OpenAPI document, Components components) {
        components.addSecuritySchemes(
                "bearer",
                new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .description("An access token of this service or of a configured issuer."));
        components.addSecuritySchemes(
                "cookie",
                new SecurityScheme()
                        .type(SecurityScheme.Type.APIKEY)
                        .in(SecurityScheme.In.COOKIE)
                        .name("__Host-firstring-access")
                        .description("The access token of a browser; no script can read it."));
        components.addSecuritySchemes(
                "apiKey",
                new SecurityScheme()
                        .type(SecurityScheme.Type.APIKEY)
                        .in(SecurityScheme.In.HEADER)
                        .name("X-API-Key")
                        .description("An API key (fsk_...) of the operator, for what is below /api/admin and"
                                + " /api/v1/admin; as a bearer token it counts as well."));
        document.setSecurity(List.of(
                new SecurityRequirement().addList("bearer"),
                new SecurityRequirement().addList("cookie"),
                new SecurityRequirement()));
    }
}
