package dev.firstring.http.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Removes components that no operation of the document uses: each spelling has some components of its own. */
final class UnusedComponents {

    private static final String ROOT = "#/components/";

    private final Set<String> used = new HashSet<>();
    private final Components components;

    private UnusedComponents(Components components) {
        this.components = components;
    }

    static void remove(OpenAPI document) {
        Components components = document.getComponents();
        UnusedComponents unused = new UnusedComponents(components);
        unused.follow(document.getPaths());
        unused.retain("schemas", components.getSchemas());
        unused.retain("parameters", components.getParameters());
        unused.retain("headers", components.getHeaders());
        document.getPaths().values().stream()
                .flatMap(item -> item.readOperations().stream())
                .flatMap(operation -> operation.getSecurity().stream())
                .flatMap(caller -> caller.keySet().stream())
                .forEach(scheme -> unused.used.add("securitySchemes/" + scheme));
        unused.retain("securitySchemes", components.getSecuritySchemes());
    }

    private void follow(@Nullable Object part) {
        JsonNode node = Json31.mapper().valueToTree(part);
        List<String> references = node.findValuesAsText("$ref");
        for (String reference : references) {
            if (reference.startsWith(ROOT) && used.add(reference.substring(ROOT.length()))) {
                String[] path = reference.substring(ROOT.length()).split("/", 2);
                follow(component(path[0], path[1]));
            }
        }
    }

    private @Nullable Object component(String kind, String name) {
        return switch (kind) {
            case "schemas" -> components.getSchemas().get(name);
            case "parameters" -> components.getParameters().get(name);
            case "headers" -> components.getHeaders().get(name);
            default -> throw new IllegalStateException("no component of this document: " + kind);
        };
    }

    private void retain(String kind, @Nullable Map<String, ?> all) {
        if (all != null) {
            all.keySet().removeIf(name -> !used.contains(kind + "/" + name));
        }
    }
}
