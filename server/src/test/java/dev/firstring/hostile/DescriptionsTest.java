package dev.firstring.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.abuse.guard.GuardSettings;
import dev.firstring.abuse.guard.GuardWindow;
import dev.firstring.abuse.watch.Standing;
import dev.firstring.http.openapi.DocumentedRoutes;
import dev.firstring.messaging.Channel;
import dev.firstring.messaging.outbox.MessageDispatch.Delivery;
import dev.firstring.onboarding.session.OnboardingSession.Step;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.sync.SyncReport.SyncStep;
import dev.firstring.sip.sync.SyncStatus;
import dev.firstring.sipserver.drift.finding.DriftKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The texts of the OpenAPI document (spec/api.md). */
@Tag("slow")
class DescriptionsTest extends DocumentFixture {

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
                words("Window", "decision", GuardWindow.Decision.values()),
                words("Window", "reaction", GuardSettings.Reaction.values()));
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
}
