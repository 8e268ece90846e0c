package dev.firstring.http.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.http.WireServer;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(OutputCaptureExtension.class)
class FaultsTest {

    private static WireServer server;

    @BeforeAll
    static void start() {
        server = WireServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"})
    void an_unknown_route_is_not_found_whatever_the_method(String method) {
        HttpResponse<String> camel = server.send(method, "/api/nowhere", null);
        HttpResponse<String> snake = server.send(method, "/api/v1/nowhere", null);

        assertThat(camel.statusCode()).isEqualTo(404);
        assertThat(WireServer.json(camel).get("code").stringValue()).isEqualTo("NOT_FOUND");
        assertThat(camel.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(snake.body()).startsWith("{\"detail\":{\"error\":\"not_found\"");
    }

    @Test
    void a_method_that_a_route_does_not_know_is_refused_with_those_it_knows() {
        HttpResponse<String> response = server.send("PUT", "/api/echo/items/1", null);

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(WireServer.json(response).get("code").stringValue()).isEqualTo("METHOD_NOT_ALLOWED");
        assertThat(response.headers().firstValue("Allow"))
                .hasValueSatisfying(allow -> assertThat(allow.split(", ")).contains("DELETE", "GET"));
    }

    @Test
    void head_answers_as_get_without_a_body_and_options_names_the_methods() {
        HttpResponse<String> head = server.send("HEAD", "/api/echo/search?accountId=a", null);
        HttpResponse<String> options = server.send("OPTIONS", "/api/echo/search", null);

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValueAsLong("Content-Length").orElse(0)).isPositive();
        assertThat(options.statusCode()).isEqualTo(200);
        assertThat(options.headers().firstValue("Allow")).hasValue("GET,HEAD,OPTIONS");
    }

    @Test
    void trace_is_refused_and_echoes_nothing() {
        String answer = server.raw(
                "TRACE /api/echo/search HTTP/1.1\r\nHost: x\r\nX-Secret: s3cret\r\n" + "Connection: close\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 405")
                .contains("METHOD_NOT_ALLOWED")
                .doesNotContain("s3cret");
    }

    @Test
    void a_refusal_that_is_thrown_is_answered_like_one_that_is_returned() {
        HttpResponse<String> response = server.post("/api/echo/throw/refusal", "{}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(WireServer.json(response).get("code").stringValue()).isEqualTo("PHONE_MISMATCH");
    }

    @Test
    void a_fault_of_ours_is_logged_once_with_the_request_and_tells_nothing(CapturedOutput log) {
        HttpResponse<String> response = server.post("/api/echo/throw/bug", "{}", "X-Request-Id", "find-me-17");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body())
                .contains("\"code\":\"INTERNAL_ERROR\"")
                .doesNotContain("secret-internal-detail", "Exception", "dev.firstring.http");
        assertThat(response.headers().firstValue("X-Request-Id")).hasValue("find-me-17");
        assertThat(log.getAll())
                .contains("java.lang.IllegalStateException", "EchoController.fail")
                .doesNotContain("secret-internal-detail");
        assertThat(log.getAll().split("a request failed", -1)).hasSize(2);
    }

    @Test
    void a_database_out_of_reach_is_503_and_says_when_to_come_back(CapturedOutput log) {
        HttpResponse<String> camel = server.post("/api/echo/throw/database", "{}");
        HttpResponse<String> snake = server.post("/api/v1/echo/throw/database", "{}");

        assertThat(camel.statusCode()).isEqualTo(503);
        assertThat(camel.headers().firstValue("Retry-After")).hasValue("5");
        assertThat(WireServer.json(camel).get("retryAfter").intValue()).isEqualTo(5);
        assertThat(WireServer.json(snake).get("detail").get("retry_after").intValue())
                .isEqualTo(5);
        assertThat(camel.body()).doesNotContain("postgres", "jdbc");
        assertThat(log.getAll()).contains("the database is unreachable");
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of("a broken escape", "GET /api/%ZZ HTTP/1.1\r\nHost: x\r\n", 400),
                Arguments.of("an escaped null", "GET /api/%00 HTTP/1.1\r\nHost: x\r\n", 400),
                Arguments.of("a raw null", "GET /api/\0 HTTP/1.1\r\nHost: x\r\n", 400),
                Arguments.of("an escaped slash", "GET /api/a%2Fb HTTP/1.1\r\nHost: x\r\n", 400),
                Arguments.of("a path that climbs out", "GET /api/../../x HTTP/1.1\r\nHost: x\r\n", 400),
                Arguments.of("a forbidden character", "GET /api/<x> HTTP/1.1\r\nHost: x\r\n", 400),
                Arguments.of("no host", "GET /api/x HTTP/1.1\r\n", 400),
                Arguments.of("a broken header", "GET /api/x HTTP/1.1\r\nHost: x\r\nBad Header: y\r\n", 400),
                Arguments.of("another protocol", "GET /api/x HTTP/3.7\r\nHost: x\r\n", 400),
                Arguments.of("no protocol at all", "hello\r\n", 400),
                Arguments.of(
                        "headers without end",
                        "GET /api/x HTTP/1.1\r\nHost: x\r\nX-Long: " + "x".repeat(20_000) + "\r\n",
                        400),
                Arguments.of(
                        "two lengths",
                        "POST /api/x HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n",
                        400),
                Arguments.of(
                        "an unknown transfer encoding",
                        "POST /api/x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: zip\r\n",
                        400));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void what_fails_below_the_application_has_our_shape(String name, String request, int status) {
        String answer = server.raw(request + "Connection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 " + status);
        String[] parts = answer.split("\r\n\r\n", 2);
        assertThat(parts[0].toLowerCase(java.util.Locale.ROOT))
                .contains("content-type: application/problem+json", "x-request-id: ", "x-content-type-options: nosniff")
                .doesNotContain("server:");
        JsonNode problem = JsonMapper.shared().readTree(parts[1]);
        assertThat(problem.get("code").stringValue()).isEqualTo("MALFORMED_REQUEST");
        assertThat(problem.get("status").intValue()).isEqualTo(status);
        assertThat(answer).doesNotContainIgnoringCase("tomcat").doesNotContain("Exception", "\tat ", "<html");
    }

    @Test
    void a_path_that_climbs_inside_is_followed_without_harm() {
        assertThat(server.raw(
                        "GET /api/echo/../../api/v1/echo/items/1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 404")
                .contains("{\"detail\":{\"error\":\"not_found\"");
    }

    @Test
    void an_escaped_path_does_not_change_the_spelling() {
        assertThat(server.get("/api/%761/echo/items/1").body()).startsWith("{\"detail\"");
    }

    @Test
    void a_path_outside_the_api_fails_in_the_same_shape_for_those_who_want_no_page() {
        HttpResponse<String> response = server.get("/nowhere");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(WireServer.json(response).get("code").stringValue()).isEqualTo("NOT_FOUND");
        assertThat(WireServer.json(response).get("instance").stringValue()).isEqualTo("/nowhere");
    }

    @Test
    void causes_are_looked_through_for_a_database_that_is_gone() {
        Throwable deep = new java.sql.SQLException("terminating connection", "57P01");
        for (int i = 0; i < 5; i++) {
            deep = new RuntimeException(deep);
        }
        assertThat(Faults.isOutOfReach(deep)).isTrue();
        assertThat(Faults.isOutOfReach(new RuntimeException(new java.sql.SQLException("duplicate key", "23505"))))
                .isFalse();
        assertThat(Arrays.asList(
                        Faults.isOutOfReach(new java.sql.SQLException("no state")),
                        Faults.isOutOfReach(new org.springframework.dao.QueryTimeoutException("slow"))))
                .containsExactly(false, true);
    }
}
