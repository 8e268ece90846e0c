package dev.firstring.http.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationContext;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** Compares the OpenAPI document with the routes of a running application, both ways. */
public final class DocumentedRoutes {

    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    private DocumentedRoutes() {}

    /** Every route below {@code /api} is documented, and nothing else is; the form of a page is no route of the API. */
    public static void assertComplete(ApplicationContext context, JsonNode document) {
        assertThat(documented(document)).isNotEmpty().isEqualTo(mapped(context));
    }

    /** Every reference inside the document leads to something. */
    public static void assertSound(JsonNode document) {
        List<String> references = document.findValuesAsString("$ref");
        assertThat(references)
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    private static Set<String> documented(JsonNode document) {
        return document.get("paths").properties().stream()
                .filter(path -> path.getKey().startsWith("/api/"))
                .flatMap(path -> path.getValue().propertyNames().stream()
                        .filter(METHODS::contains)
                        .map(method -> method.toUpperCase(Locale.ROOT) + " " + unnamed(path.getKey())))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> mapped(ApplicationContext context) {
        return context
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .entrySet()
                .stream()
                .filter(route ->
                        AnnotatedElementUtils.hasAnnotation(route.getValue().getBeanType(), RestController.class))
                .map(Map.Entry::getKey)
                .flatMap(route -> route.getPatternValues().stream()
                        .filter(path -> path.startsWith("/api/"))
                        .flatMap(path -> route.getMethodsCondition().getMethods().stream()
                                .map(RequestMethod::name)
                                .map(method -> method + " " + unnamed(path))))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Names in paths are spelled for their side in the document. */
    private static String unnamed(String path) {
        return path.replaceAll("\\{\\w+}", "{}");
    }
}
