package dev.firstring.http.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.http.ErrorCode;
import dev.firstring.http.Spelling;
import dev.firstring.http.WireServer;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

class OpenApiTest {

    private static WireServer server;
    private static JsonNode document;

    @BeforeAll
    static void start() {
        server = WireServer.start();
        document = WireServer.json(server.get("/openapi"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void the_document_and_the_routes_are_the_same() {
        DocumentedRoutes.assertComplete(server.context(), document);
    }

    @Test
    void every_reference_leads_somewhere() {
        DocumentedRoutes.assertSound(document);
    }

    @Test
    void it_is_openapi_3_1_in_json_and_in_yaml() {
        assertThat(document.get("openapi").stringValue()).startsWith("3.1");
        HttpResponse<String> yaml = server.get("/openapi.yaml");
        assertThat(yaml.statusCode()).isEqualTo(200);
        assertThat(yaml.body()).startsWith("openapi: 3.1");
    }

    @Test
    void a_request_is_spelled_for_its_path() {
        assertThat(body("/api/echo/order").get("properties").propertyNames())
                .contains("displayName", "shortCode", "orderParts");
        JsonNode snake = body("/api/v1/echo/order");
        assertThat(snake.get("properties").propertyNames())
                .contains("display_name", "short_code", "order_parts")
                .doesNotContain("displayName");
        assertThat(snake.get("required").toString()).contains("display_name", "short_code");
        assertThat(resolve(snake.get("properties").get("order_parts").get("items"))
                        .get("properties")
                        .propertyNames())
                .containsExactlyInAnyOrder("part_name", "part_size");
    }

    @Test
    void constraints_of_fields_are_documented() {
        JsonNode properties = body("/api/echo/order").get("properties");
        assertThat(properties.get("displayName").get("maxLength").intValue()).isEqualTo(10);
        assertThat(properties.get("deliveryChannel").get("enum").toString()).isEqualTo("[\"sms\",\"voice\",null]");
    }

    @Test
    void an_answer_is_documented_inside_its_envelope() {
        JsonNode camel = success("/api/echo/order");
        assertThat(camel.get("properties").propertyNames()).containsExactly("success", "data", "message");
        assertThat(resolve(camel.get("properties").get("data"))
                        .get("properties")
                        .propertyNames())
                .contains("createdAt", "nextSms");
        assertThat(resolve(success("/api/v1/echo/order").get("properties").get("data"))
                        .get("properties")
                        .propertyNames())
                .contains("created_at", "next_sms")
                .doesNotContain("createdAt");
    }

    @Test
    void errors_are_those_that_follow_from_what_an_operation_takes_and_those_that_it_names() {
        JsonNode takesBody = operation("/api/echo/order").get("responses");
        assertThat(codes(takesBody, "400")).containsExactly("VALIDATION_FAILED", "MALFORMED_REQUEST");
        assertThat(codes(takesBody, "413")).containsExactly("PAYLOAD_TOO_LARGE");
        assertThat(codes(takesBody, "422")).containsExactly("IDEMPOTENCY_KEY_REUSED");
        assertThat(takesBody.has("404")).isFalse();
        assertThat(takesBody.at("/400/content").has("application/problem+json")).isTrue();
        JsonNode snake = operation("/api/v1/echo/order").get("responses");
        assertThat(codes(snake, "400")).containsExactly("malformed_request");
        assertThat(codes(snake, "422")).containsExactly("validation_failed", "idempotency_key_reused");
        assertThat(snake.at("/422/content").has("application/json")).isTrue();
        JsonNode takesNothing = document.at("/paths/~1api~1echo~1address/get/responses");
        assertThat(takesNothing.propertyNames()).containsExactly("200", "400", "401", "500", "503");
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void every_error_has_its_word_in_the_shape_of_problems(ErrorCode code) {
        assertThat(document.at("/components/schemas/Problem/properties/code/enum")
                        .valueStream()
                        .map(JsonNode::stringValue))
                .contains(code.word(Spelling.CAMEL));
        assertThat(document.at("/components/schemas/ProblemV1/properties/detail/properties/error/enum")
                        .valueStream()
                        .map(JsonNode::stringValue))
                .contains(code.word(Spelling.SNAKE));
    }

    @Test
    void headers_are_documented_and_what_the_service_gives_itself_is_not() {
        assertThat(operation("/api/echo/order").get("parameters").findValuesAsString("$ref"))
                .containsExactlyInAnyOrder(
                        "#/components/parameters/Accept-Language",
                        "#/components/parameters/X-Request-Id",
                        "#/components/parameters/Idempotency-Key");
        assertThat(document.at("/components/parameters/Accept-Language/description")
                        .stringValue())
                .contains("ar, de, en, es, fr");
        assertThat(document.at("/paths/~1api~1echo~1address/get/parameters").findValuesAsString("name"))
                .isEmpty();
        assertThat(document.at("/paths/~1api~1v1~1echo~1search/get/parameters").findValuesAsString("name"))
                .containsExactlyInAnyOrder("account_id", "page_size", "device_platform");
    }

    private static JsonNode operation(String path) {
        return document.get("paths").get(path).get("post");
    }

    private static JsonNode body(String path) {
        return resolve(operation(path).at("/requestBody/content/application~1json/schema"));
    }

    private static JsonNode success(String path) {
        return resolve(operation(path).at("/responses/200/content/application~1json/schema"));
    }

    private static String[] codes(JsonNode responses, String status) {
        return responses.get(status).get("description").stringValue().split(", ");
    }

    private static JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").stringValue().substring(1)) : node;
    }
}
