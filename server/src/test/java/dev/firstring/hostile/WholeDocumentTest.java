package dev.firstring.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.hostile.Operation.Field;
import dev.firstring.http.Spelling;
import dev.firstring.http.openapi.DocumentedRoutes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The OpenAPI document of the whole service (spec/api.md). */
@Tag("slow")
class WholeDocumentTest extends DocumentFixture {

    static Stream<Operation> operations() {
        return Operation.all().stream();
    }

    @Test
    void it_is_openapi_3_1() {
        assertThat(document.get("openapi").asString()).startsWith("3.1");
    }

    @Test
    void the_document_and_the_routes_are_the_same() {
        DocumentedRoutes.assertComplete(target.service().context(), document);
    }

    @Test
    void who_may_call_is_told_where_it_can_be() {
        assertThat(document.at("/components/securitySchemes").propertyNames())
                .containsExactlyInAnyOrder("bearer", "cookie", "apiKey");
        assertThat(document.at("/paths/~1api~1v1~1account/get/security").toString())
                .isEqualTo("[{\"bearer\":[]}]");
        assertThat(document.at("/paths/~1api~1onboarding~1start/post/security").toString())
                .isEqualTo("[]");
    }

    /** On the other side it may come as a cookie. */
    @Test
    void a_mobile_client_has_to_send_its_refresh_token_and_a_browser_has_not() {
        JsonNode schemas = document.at("/components/schemas");

        assertThat(schemas.at("/RefreshRequestV1/required").toString()).isEqualTo("[\"refresh_token\"]");
        assertThat(schemas.at("/RefreshRequest/required").isMissingNode()).isTrue();
        assertThat(document.toString()).doesNotContain("x-firstring");
    }

    @Test
    void every_reference_leads_somewhere() {
        DocumentedRoutes.assertSound(document);
    }

    /** Clients are made from these ids: changing one changes the name of a method in every one of them. */
    @Test
    void the_ids_of_operations_are_those_that_clients_know() throws IOException {
        List<String> ids = new ArrayList<>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation ->
                                ids.add(operation.getValue().get("operationId").stringValue() + " "
                                        + operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey())));
        try (InputStream known =
                Objects.requireNonNull(WholeDocumentTest.class.getResourceAsStream("operations.txt"))) {
            assertThat(ids.stream().sorted())
                    .containsExactlyElementsOf(new String(known.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .toList());
        }
    }

    @Test
    void each_spelling_has_a_document_and_together_they_are_the_whole() {
        Set<String> parts = new TreeSet<>();
        parts.addAll(paths("/web", path -> !path.startsWith("/api/v1/") && !path.startsWith("/api/admin/")));
        parts.addAll(paths(
                "/mobile",
                path -> (path.startsWith("/api/v1/") || path.startsWith("/provisioning/"))
                        && !path.startsWith("/api/v1/admin/")));
        parts.addAll(paths("/admin", path -> path.startsWith("/api/admin/") || path.startsWith("/api/v1/admin/")));

        assertThat(parts)
                .containsExactlyInAnyOrderElementsOf(document.get("paths").propertyNames());
    }

    /** Each name that the code gives to a member of a problem, whether or not a test meets it. */
    @Test
    void whatever_a_problem_tells_is_documented() throws IOException {
        Pattern member = Pattern.compile("\\.with\\(\\s*\"(\\w+)\"");
        Set<String> told = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            for (Path source :
                    sources.filter(path -> path.toString().endsWith(".java")).toList()) {
                member.matcher(Files.readString(source)).results().forEach(found -> told.add(found.group(1)));
            }
        }

        assertThat(document.at("/components/schemas/Problem/properties").propertyNames())
                .containsAll(told);
        assertThat(told).contains("attemptsLeft", "currentStep");
    }

    @ParameterizedTest
    @MethodSource("operations")
    void it_names_every_field_that_an_operation_takes(Operation operation) {
        for (Spelling side : operation.sides()) {
            JsonNode properties = Schemas.body(
                            document,
                            operation.path(side, "{id}"),
                            operation.method().toLowerCase(Locale.ROOT))
                    .path("properties");
            assertThat(properties.propertyNames())
                    .as(operation + " " + side)
                    .containsExactlyInAnyOrderElementsOf(operation.fields().stream()
                            .map((Field field) -> field.spelled(side))
                            .toList());
        }
    }
}
