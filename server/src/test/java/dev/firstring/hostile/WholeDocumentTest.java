package dev.firstring.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.abuse.guard.Decision;
import dev.firstring.abuse.guard.Reaction;
import dev.firstring.abuse.watch.Standing;
import dev.firstring.hostile.Operation.Field;
import dev.firstring.hostile.TargetService.Target;
import dev.firstring.http.Spelling;
import dev.firstring.http.openapi.DocumentedRoutes;
import dev.firstring.messaging.Channel;
import dev.firstring.messaging.outbox.Delivery;
import dev.firstring.onboarding.session.Step;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.sync.SyncStatus;
import dev.firstring.sip.sync.SyncStep;
import dev.firstring.sipserver.drift.finding.DriftKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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

    @ParameterizedTest
    @ValueSource(strings = {"", "/web", "/mobile", "/admin"})
    void everything_is_described(String part) {
        JsonNode whole = target.service().get("/openapi" + part).json();
        List<String> silent = new ArrayList<>();
        whole.at("/components/schemas")
                .properties()
                .forEach(schema -> describeAll(schema.getKey(), schema.getValue(), silent));
        for (JsonNode tag : whole.path("tags")) {
            told(tag, "description", "tag " + tag.path("name"), silent);
        }
        whole.path("paths")
                .properties()
                .forEach(path -> path.getValue().forEach(operation -> {
                    String id = operation.path("operationId").asString();
                    told(operation, "summary", id, silent);
                    told(operation, "description", id, silent);
                    assertThat(operation.path("tags").size()).as(id).isEqualTo(1);
                    assertThat(operation.path("security").isArray()).as(id).isTrue();
                    for (JsonNode parameter : operation.path("parameters")) {
                        told(Schemas.resolve(whole, parameter), "description", id + " " + parameter, silent);
                    }
                    for (JsonNode response : operation.path("responses")) {
                        told(response, "description", id + " " + response, silent);
                        response.path("content").forEach(content -> describeAll(id, content.path("schema"), silent));
                    }
                }));

        assertThat(silent).isEmpty();
        assertThat(whole.toString()).doesNotContain("x-firstring", "x-refuses");
        DocumentedRoutes.assertSound(whole);
    }

    private static void describeAll(String at, JsonNode schema, List<String> silent) {
        schema.path("properties").properties().forEach(property -> {
            told(property.getValue(), "description", at + "." + property.getKey(), silent);
            describeAll(at + "." + property.getKey(), property.getValue(), silent);
        });
    }

    private static void told(JsonNode part, String member, String at, List<String> silent) {
        if (part.path(member).asString("").isBlank()) {
            silent.add(at + " " + member);
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

    private static Collection<String> paths(String part, Predicate<String> belongs) {
        Collection<String> paths =
                target.service().get("/openapi" + part).json().get("paths").propertyNames();
        assertThat(paths).as(part).isNotEmpty().allMatch(belongs);
        return paths;
    }

    /** {@code ApiExamplesDocumentTest} sends them and compares what comes back. */
    @Test
    void examples_are_those_that_were_sent_and_came_back() throws IOException {
        JsonNode recorded;
        try (InputStream file =
                Objects.requireNonNull(WholeDocumentTest.class.getResourceAsStream("/openapi/examples.json"))) {
            recorded = JsonMapper.shared().readTree(file);
        }
        String json = "/content/application~1json/example";

        document.path("paths")
                .forEach(path -> path.forEach(operation -> {
                    String id = operation.path("operationId").asString();
                    assertThat(operation.at("/requestBody" + json))
                            .as(id)
                            .isEqualTo(recorded.at("/" + id + "/request/body"));
                    String type = recorded.at("/" + id + "/answer/type").asString("application/json");
                    assertThat(operation
                                    .path("responses")
                                    .path("200")
                                    .path("content")
                                    .path(type)
                                    .path("example"))
                            .as(id)
                            .isEqualTo(recorded.at("/" + id + "/answer/body"));
                }));
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

    /** A text for what is no more would mislead whoever writes the next one. */
    @Test
    void every_text_describes_something() throws IOException {
        Set<String> known = new HashSet<>();
        document.at("/components/schemas")
                .properties()
                .forEach(schema -> schema.getValue()
                        .path("properties")
                        .propertyNames()
                        .forEach(name ->
                                known.addAll(List.of(name, schema.getKey().replaceFirst("V1$", "") + "." + name))));
        document.path("paths")
                .forEach(path -> path.forEach(operation -> {
                    for (JsonNode parameter : operation.path("parameters")) {
                        known.add("parameter." + parameter.path("name").asString());
                    }
                }));
        Properties texts = new Properties();
        try (InputStream file = Objects.requireNonNull(
                WholeDocumentTest.class.getResourceAsStream("/dev/firstring/http/openapi/fields.properties"))) {
            texts.load(new InputStreamReader(file, StandardCharsets.UTF_8));
        }

        assertThat(texts.stringPropertyNames()).allMatch(key -> known.contains(key.replaceFirst("\\.one-of$", "")));
    }

    static Stream<Arguments> words() {
        return Stream.of(
                words("SessionData", "currentStep", Step.values()),
                words("DeliveryData", "state", Delivery.State.values()),
                words("DeliveryData", "channel", Channel.values()),
                words("CredentialView", "status", CredentialStatus.values()),
                words("CredentialView", "syncStatus", SyncStatus.values()),
                words("StepView", "name", SyncStep.Name.values()),
                words("StepView", "state", SyncStep.State.values()),
                words("Count", "kind", DriftKind.values()),
                words("Window", "standing", Standing.values()),
                words("Window", "decision", Decision.values()),
                words("Window", "reaction", Reaction.values()));
    }

    private static Arguments words(String type, String field, Enum<?>[] values) {
        return Arguments.of(
                type,
                field,
                Stream.of(values)
                        .map(value -> value.name().toLowerCase(Locale.ROOT))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("words")
    void words_to_choose_from_are_those_of_the_code(String type, String field, List<String> words) {
        JsonNode property = document.at("/components/schemas/" + type + "/properties/" + field);

        assertThat(property.path("enum").valueStream().map(JsonNode::asString)).containsExactlyElementsOf(words);
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
