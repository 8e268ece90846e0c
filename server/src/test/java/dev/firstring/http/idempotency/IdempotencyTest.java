package dev.firstring.http.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.http.EchoController;
import dev.firstring.testing.SettableClock;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyTest extends IdempotencyFixture {

    @Test
    void the_same_request_is_done_once_and_answered_twice() {
        String key = fresh();
        HttpResponse<String> first = server.post("/api/echo/count", BODY, KEY, key);
        HttpResponse<String> second = server.post("/api/echo/count", BODY, KEY, key);

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(replayed(first)).isEmpty();
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(replayed(second)).isEqualTo("true");
    }

    @Test
    void cookies_and_rate_headers_are_part_of_the_answer() {
        String key = fresh();
        HttpResponse<String> first = server.send("POST", "/api/echo/cookies", null, KEY, key, "Accept-Language", "fr");
        HttpResponse<String> second = server.send("POST", "/api/echo/cookies", null, KEY, key);

        assertThat(second.body()).isEqualTo(first.body()).contains("Vos jetons");
        for (String header :
                List.of("Set-Cookie", "RateLimit", "RateLimit-Policy", "Content-Type", "Content-Language")) {
            assertThat(second.headers().allValues(header))
                    .as(header)
                    .isNotEmpty()
                    .isEqualTo(first.headers().allValues(header));
        }
        assertThat(second.headers().allValues("Set-Cookie")).containsExactly("one=1; HttpOnly", "two=2; HttpOnly");
        assertThat(second.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(second.headers().firstValue("X-Request-Id"))
                .isNotEqualTo(first.headers().firstValue("X-Request-Id"));
    }

    @Test
    void the_same_key_with_another_body_is_refused() {
        String key = fresh();
        server.post("/api/echo/count", BODY, KEY, key);

        HttpResponse<String> camel = server.post("/api/echo/count", "{\"partName\":\"y\"}", KEY, key);
        assertThat(camel.statusCode()).isEqualTo(422);
        assertThat(camel.body()).contains("\"IDEMPOTENCY_KEY_REUSED\"");
    }

    @Test
    void a_key_belongs_to_a_route_and_to_a_client() {
        String key = fresh();
        List<HttpResponse<String>> answers = List.of(
                server.post("/api/echo/count", BODY, KEY, key),
                server.post("/api/v1/echo/count", "{\"part_name\":\"x\"}", KEY, key),
                server.post("/api/echo/count", BODY, KEY, key, "X-Onboarding-Session", "a"),
                server.post("/api/echo/count", BODY, KEY, key, "X-Onboarding-Session", "b"),
                server.post("/api/echo/count", "{\"partName\":\"x\",\"sessionId\":\"a\"}", KEY, key),
                server.post("/api/echo/count", "{\"partName\":\"x\",\"session_id\":\"a\"}", KEY, key),
                server.post("/api/echo/count", "{\"partName\":\"x\",\"deviceId\":\"a\"}", KEY, key),
                server.post("/api/echo/count", "{\"partName\":\"x\",\"device_id\":\"b\"}", KEY, key));

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(replayed(answer)).isEmpty();
        });
        assertThat(answers.stream().map(HttpResponse::body)).doesNotHaveDuplicates();
    }

    @Test
    void the_key_means_the_same_with_and_without_quotes() {
        String key = UUID.randomUUID().toString();
        server.post("/api/echo/count", BODY, KEY, key);

        assertThat(replayed(server.post("/api/echo/count", BODY, KEY, '"' + key + '"')))
                .isEqualTo("true");
    }

    @Test
    void a_failure_is_an_answer_like_any_other() {
        String key = fresh();
        int before = EchoController.RUNS.get();
        HttpResponse<String> first = server.post("/api/echo/throw/refusal", BODY, KEY, key);
        HttpResponse<String> second = server.post("/api/echo/throw/refusal", BODY, KEY, key);

        assertThat(first.statusCode()).isEqualTo(400);
        assertThat(second.statusCode()).isEqualTo(400);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(EchoController.RUNS.get()).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @CsvSource({"/api/echo/throw/bug, 500", "/api/echo/limited?retryMillis=1, 429"})
    void what_asks_to_be_tried_again_is_tried_again(String path, int status) {
        String key = fresh();
        assertThat(server.post(path, BODY, KEY, key).statusCode()).isEqualTo(status);

        HttpResponse<String> second = server.post(path, BODY, KEY, key);
        assertThat(second.statusCode()).isEqualTo(status);
        assertThat(replayed(second)).isEmpty();
    }

    @Test
    void a_key_in_use_is_refused_until_the_first_request_is_done() throws Exception {
        String key = fresh();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<HttpResponse<String>> first = threads.submit(() -> server.post("/api/echo/wait", "{}", KEY, key));
            EchoController.ENTERED.acquire();

            HttpResponse<String> second = server.post("/api/echo/wait", "{}", KEY, key);
            assertThat(second.statusCode()).isEqualTo(409);
            assertThat(second.body()).contains("\"IDEMPOTENCY_KEY_IN_USE\"", "\"retryAfter\":1", "in one second");
            assertThat(second.headers().firstValue("Retry-After")).hasValue("1");

            EchoController.LEAVE.release();
            HttpResponse<String> third = server.post("/api/echo/wait", "{}", KEY, key);
            while (third.statusCode() == 409) {
                third = server.post("/api/echo/wait", "{}", KEY, key);
            }
            assertThat(third.body()).isEqualTo(first.get().body());
        }
    }

    @Test
    void of_many_at_once_one_runs() throws Exception {
        String key = fresh();
        int before = EchoController.RUNS.get();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<HttpResponse<String>>> all = IntStream.range(0, 24)
                    .mapToObj(i -> threads.submit(() -> server.post("/api/echo/count", BODY, KEY, key)))
                    .toList();
            for (Future<HttpResponse<String>> one : all) {
                assertThat(one.get().statusCode()).isIn(200, 409);
            }
        }
        assertThat(EchoController.RUNS.get()).isEqualTo(before + 1);
    }

    @Test
    void a_request_that_never_ended_runs_again_when_its_lease_is_over() throws Exception {
        String key = fresh();
        SettableClock clock = server.bean(SettableClock.class);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<HttpResponse<String>> lost = threads.submit(() -> server.post("/api/echo/wait", "{}", KEY, key));
            EchoController.ENTERED.acquire();
            clock.advance(Duration.ofMillis(59_999));
            assertThat(server.post("/api/echo/wait", "{}", KEY, key).statusCode())
                    .isEqualTo(409);
            clock.advance(Duration.ofMillis(1));
            Future<HttpResponse<String>> second = threads.submit(() -> server.post("/api/echo/wait", "{}", KEY, key));
            EchoController.ENTERED.acquire();
            EchoController.LEAVE.release(2);

            assertThat(lost.get().body()).isNotEqualTo(second.get().body());
            assertThat(server.post("/api/echo/wait", "{}", KEY, key).body())
                    .isEqualTo(second.get().body());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"\"", "\"a", "a\"", "\"a\"b", "\"a b\"", "a b", "a,b", "\"a\\x\"", "a;b=1"})
    void what_is_no_key_is_refused(String key) {
        String request =
                "POST /api/echo/count HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nIdempotency-Key: " + key
                        + "\r\nContent-Length: 16\r\nConnection: close\r\n\r\n" + BODY;

        assertThat(server.raw(request))
                .startsWith("HTTP/1.1 400")
                .contains("VALIDATION_FAILED", "\"field\":\"Idempotency-Key\"");
    }

    @ParameterizedTest
    @CsvSource({"15,400", "16,200", "255,200", "256,400"})
    void an_anonymous_key_has_16_to_255_characters(int length, int status) {
        String key = "k".repeat(length - 1) + (char) ('a' + length % 26);

        assertThat(server.post("/api/echo/count", BODY, KEY, key).statusCode()).isEqualTo(status);
        assertThat(server.post("/api/echo/count", BODY, KEY, '"' + key + '"').statusCode())
                .isEqualTo(status);
    }

    @Test
    void two_keys_are_no_key() {
        assertThat(server.post("/api/echo/count", BODY, KEY, "a1".repeat(10), KEY, "b1".repeat(10))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void a_body_that_is_too_large_claims_nothing() {
        String key = fresh();
        assertThat(server.post("/api/echo/count", "x".repeat(16_385), KEY, key).statusCode())
                .isEqualTo(413);
        assertThat(server.post("/api/echo/count", BODY, KEY, key).statusCode()).isEqualTo(200);
    }
}
