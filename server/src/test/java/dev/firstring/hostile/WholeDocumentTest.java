package dev.firstring.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.hostile.Operation.Field;
import dev.firstring.hostile.TargetService.Target;
import dev.firstring.http.Spelling;
import dev.firstring.http.openapi.DocumentedRoutes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The OpenAPI document of the whole service (spec/api.md). */
@ExtendWith(TargetService.class)
class WholeDocumentTest {

    private static Target target;
    private static JsonNode document;

    @BeforeAll
    static void read(Target given) {
        target = given;
        document = given.service().get("/openapi").json();
    }

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
        try (InputStream known = WholeDocumentTest.class.getResourceAsStream("operations.txt")) {
            assertThat(ids.stream().sorted())
                    .containsExactlyElementsOf(new String(known.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .toList());
        }
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
