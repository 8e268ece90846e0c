package dev.firstring.http.openapi;

import dev.firstring.http.Spelling;
import dev.firstring.http.rendering.Names;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Sorts the paths of a document, and converts the names in snake_case paths. */
final class SnakePaths {

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
