package dev.firstring.http.openapi;

import dev.firstring.http.ErrorCode;
import dev.firstring.http.Spelling;
import dev.firstring.http.rendering.Names;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;

/** Completes the document: envelope, problems, headers, security, ids, and the spelling of each path. Thread-safe. */
@SuppressWarnings("rawtypes") // Swagger's model uses raw schemas
final class WireDocument implements GlobalOpenApiCustomizer {

    /** The suffix that springdoc adds to a duplicate id. */
    private static final Pattern COUNT = Pattern.compile("_\\d+$");

    private static final Map<String, String> TAGS = new TreeMap<>(Map.of(
            "Onboarding", "From a phone number to an account with a SIP credential.",
            "Account", "The caller's own account and sign-in.",
            "SIP", "The caller's own SIP credentials.",
            "Softphones", "Documents and links that configure a softphone.",
            "Admin", "What operators see and do."));

    private final Set<Locale> languages;
    private final Examples examples;

    WireDocument(Set<Locale> languages, Examples examples) {
        this.languages = languages;
        this.examples = examples;
    }

    @Override
    public void customise(OpenAPI document) {
        document.setInfo(new Info()
                .title("Firstring")
                .version("v1")
                .license(new License().name("Apache-2.0").identifier("Apache-2.0"))
                .description("From a phone number to a registered SIP account. The same operations in two spellings:"
                        + " camelCase under /api, snake_case under /api/v1."));
        document.setServers(List.of(new Server().url("/").description("The service that this document comes from.")));
        Components components = document.getComponents() == null ? new Components() : document.getComponents();
        document.setComponents(components);
        ProblemSchemas.define(components);
        WireHeaders.define(components, languages);
        SecuritySchemes.define(components);
        if (document.getPaths() == null) {
            document.setPaths(new Paths());
        }
        SnakeSchemas snake = new SnakeSchemas(components);
        SnakePaths.respell(document);
        document.getPaths()
                .forEach((path, item) -> item.readOperationsMap()
                        .forEach((method, operation) -> complete(path, method, operation, components, snake)));
        document.setTags(tags(document.getPaths().values()));
        Nullability.complete(document);
        examples.addTo(document);
        UnusedComponents.remove(document);
    }

    private static void complete(
            String path, HttpMethod method, Operation operation, Components components, SnakeSchemas snake) {
        Spelling spelling = path.startsWith("/api/v1/") ? Spelling.SNAKE : Spelling.CAMEL;
        if (operation.getOperationId() != null) {
            operation.setOperationId(COUNT.matcher(operation.getOperationId()).replaceFirst("")
                    + (spelling == Spelling.SNAKE ? "V1" : ""));
        }
        boolean api = path.startsWith("/api/");
        SecuritySchemes.complete(operation, api && spelling == Spelling.CAMEL);
        if (api) {
            if (spelling == Spelling.SNAKE) {
                snake.spell(operation);
            }
            wrap(operation, components);
            WireHeaders.addTo(operation, method);
        }
        if (api || path.equals("/provisioning/me")) {
            ProblemResponses.addTo(operation, OperationErrors.of(operation, method, spelling), spelling);
        }
        sort(operation);
    }

    /**
     * Wraps the data of a success in its envelope. The envelope is a named schema, so that generated clients have a
     * named type for it.
     */
    private static void wrap(Operation operation, Components components) {
        ApiResponse success = operation.getResponses().get("200");
        if (success == null) {
            return;
        }
        success.setDescription("Done.");
        @Nullable Schema data = null;
        if (success.getContent() != null) {
            for (MediaType body : success.getContent().values()) {
                data = body.getSchema();
            }
        }
        String reference = data == null ? null : data.get$ref();
        String name = (reference == null ? "Empty" : reference.substring(reference.lastIndexOf('/') + 1)) + "Answer";
        if (components.getSchemas() == null || !components.getSchemas().containsKey(name)) {
            components.addSchemas(name, envelope(data));
        }
        success.setContent(Schemas.content("application/json", Schemas.reference(name)));
        for (String header : List.of("X-Request-Id", "Content-Language", "RateLimit", "RateLimit-Policy")) {
            success.addHeaderObject(header, new Header().$ref("#/components/headers/" + header));
        }
    }

    private static Schema<?> envelope(@Nullable Schema<?> data) {
        Schema<?> envelope = Schemas.of("object", "What surrounds the data of a success.");
        envelope.addProperty("success", Schemas.of("boolean", "Always true."));
        envelope.addProperty(
                "data", data == null ? Schemas.of("object", "Empty.") : data.description("What was asked for."));
        envelope.addProperty("message", Schemas.of("string", "What was done, for the person."));
        envelope.setRequired(List.of("success", "data", "message"));
        return envelope;
    }

    /** Sorts the responses by status. */
    private static void sort(Operation operation) {
        ApiResponses sorted = new ApiResponses();
        new TreeMap<>(operation.getResponses()).forEach(sorted::addApiResponse);
        operation.setResponses(sorted);
    }

    private static List<Tag> tags(Collection<PathItem> items) {
        Set<String> used = items.stream()
                .flatMap(item -> item.readOperations().stream())
                .map(Operation::getTags)
                .filter(Objects::nonNull)
                .flatMap(List::stream)
                .collect(Collectors.toSet());
        List<Tag> tags = new ArrayList<>();
        TAGS.forEach((name, description) -> {
            if (used.contains(name)) {
                tags.add(new Tag().name(name).description(description));
            }
        });
        return tags;
    }

    /** Documents the errors of an operation: one response for each status, whose description lists the codes. */
    private static final class ProblemResponses {

        private ProblemResponses() {}

        static void addTo(Operation operation, Collection<ErrorCode> codes, Spelling spelling) {
            Map<Integer, List<ErrorCode>> byStatus = codes.stream()
                    .collect(Collectors.groupingBy(
                            code -> code.status(spelling).value(), TreeMap::new, Collectors.toList()));
            byStatus.forEach((status, same) -> operation
                    .getResponses()
                    .addApiResponse(Integer.toString(status), response(status, same, spelling)));
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

    /** Sorts the paths of a document, and converts the names in snake_case paths. */
    private static final class SnakePaths {

        private static final Pattern NAME = Pattern.compile("\\{(\\w+)}");
        private static final Set<String> PLACES = Set.of("path", "query");

        private SnakePaths() {}

        static void respell(OpenAPI document) {
            Paths paths = new Paths();
            new TreeMap<>(document.getPaths()).forEach((path, item) -> {
                boolean snake = path.startsWith("/api/v1/");
                if (snake) {
                    item.readOperations().forEach(SnakePaths::respell);
                }
                paths.addPathItem(snake ? spelled(path) : path, item);
            });
            document.setPaths(paths);
        }

        private static String spelled(String path) {
            return NAME.matcher(path).replaceAll(name -> "{" + Names.spell(name.group(1), Spelling.SNAKE) + "}");
        }

        private static void respell(Operation operation) {
            if (operation.getParameters() != null) {
                for (Parameter parameter : operation.getParameters()) {
                    if (PLACES.contains(String.valueOf(parameter.getIn()))) {
                        parameter.setName(Names.spell(parameter.getName(), Spelling.SNAKE));
                    }
                }
            }
        }
    }
}
