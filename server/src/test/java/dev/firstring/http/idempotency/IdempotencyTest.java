package dev.firstring.http.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.http.EchoController;
import dev.firstring.http.WireServer;
import dev.firstring.platform.jobs.Retention;
import dev.firstring.platform.jobs.RetentionRule;
import dev.firstring.testing.SettableClock;
import dev.firstring.testing.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

class IdempotencyTest {

    private static final String KEY = "Idempotency-Key";
    private static final String BODY = "{\"partName\":\"x\"}";

    private static TestDatabase database;
    private static WireServer server;
    private static JdbcTemplate jdbc;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        jdbc = new JdbcTemplate(database.service());
        server = WireServer.start(database.service());
    }

    @AfterAll
    static void stop() {
        server.close();
        database.close();
    }

    private static String fresh() {
        return "\"" + UUID.randomUUID() + "\"";
    }

    private static String replayed(HttpResponse<String> response) {
        return response.headers().firstValue("Idempotency-Replayed").orElse("");
    }

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

    @Test
    void an_answer_is_kept_for_a_day() {
        String key = fresh();
        SettableClock clock = server.bean(SettableClock.class);
        server.post("/api/echo/count", BODY, KEY, key);
        clock.advance(Duration.ofHours(24).minusMillis(1));
        assertThat(replayed(server.post("/api/echo/count", BODY, KEY, key))).isEqualTo("true");

        clock.advance(Duration.ofMillis(1));
        assertThat(replayed(server.post("/api/echo/count", "{\"partName\":\"other\"}", KEY, key)))
                .isEmpty();
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

    @Test
    void neither_the_key_nor_the_answer_can_be_read_in_the_database() {
        String key = "find-me-" + UUID.randomUUID();
        server.post("/api/echo/count", BODY, KEY, key, "Authorization", "Bearer find-me-too");

        List<String> rows = jdbc.query(
                "SELECT scope, fingerprint, response FROM idempotency_key WHERE response IS NOT NULL",
                (row, number) -> new String(row.getBytes("scope"), StandardCharsets.ISO_8859_1)
                        + new String(row.getBytes("fingerprint"), StandardCharsets.ISO_8859_1)
                        + new String(row.getBytes("response"), StandardCharsets.ISO_8859_1));
        assertThat(rows).isNotEmpty().noneMatch(row -> row.contains("find-me") || row.contains("run"));
    }

    @Test
    void without_the_header_the_database_is_not_asked() {
        try (WireServer alone = WireServer.start()) {
            assertThat(alone.post("/api/echo/count", BODY).statusCode()).isEqualTo(200);
            assertThat(alone.post("/api/echo/count", BODY, KEY, fresh()).statusCode())
                    .isEqualTo(503);
        }
    }

    @Test
    void nothing_is_stored_for_what_does_not_exist_or_is_refused_by_its_form() {
        Integer before = rows();
        server.post("/api/echo/nothing", BODY, KEY, fresh());
        server.post("/api/nowhere/" + UUID.randomUUID(), BODY, KEY, fresh());
        server.post("/api/echo/search?accountId=1", BODY, KEY, fresh());
        server.send("POST", "/api/echo/count", BODY, KEY, fresh(), "Content-Type", "text/plain");
        server.post("/api/echo/refuse/AUTHENTICATION_REQUIRED", BODY, KEY, fresh());
        server.post("/api/echo/refuse/FORBIDDEN", BODY, KEY, fresh());
        server.post("/api/echo/refuse/SESSION_NOT_FOUND", BODY, KEY, fresh());

        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void keys_are_kept_as_long_as_the_settings_say_and_then_forgotten() {
        try (TestDatabase own = TestDatabase.create();
                WireServer weekly = WireServer.start(own.service(), "firstring.http.idempotency.keep=7d")) {
            JdbcTemplate jdbc = new JdbcTemplate(own.service());
            String key = fresh();
            SettableClock clock = weekly.bean(SettableClock.class);
            Retention retention = new Retention(
                    jdbc,
                    clock,
                    new SimpleMeterRegistry(),
                    List.copyOf(
                            weekly.context().getBeansOfType(RetentionRule.class).values()),
                    List.of());
            weekly.post("/api/echo/count", BODY, KEY, key);
            clock.advance(Duration.ofDays(7).minusMillis(1));
            retention.run();
            assertThat(replayed(weekly.post("/api/echo/count", BODY, KEY, key))).isEqualTo("true");

            clock.advance(Duration.ofMillis(2));
            retention.run();
            assertThat(jdbc.queryForObject(
                            "SELECT count(*) FROM idempotency_key WHERE created_at < ?",
                            Integer.class,
                            java.sql.Timestamp.from(clock.instant().minus(Duration.ofDays(7)))))
                    .isZero();
            assertThat(replayed(weekly.post("/api/echo/count", BODY, KEY, key))).isEmpty();
        }
    }

    @Test
    void a_flood_of_keys_by_one_address_is_stopped_for_an_hour() {
        try (TestDatabase own = TestDatabase.create();
                WireServer narrow = WireServer.start(
                        own.service(),
                        "firstring.http.idempotency.keys-an-hour=10",
                        "firstring.http.trusted-proxies=127.0.0.1/32")) {
            String address = "198.51.100.7";
            String first = fresh();
            HttpResponse<String> kept = null;
            for (int i = 0; i < 40; i++) {
                HttpResponse<String> answer =
                        narrow.post("/api/echo/count", BODY, KEY, i == 0 ? first : fresh(), "X-Forwarded-For", address);
                kept = i == 0 ? answer : kept;
                assertThat(answer.statusCode()).isEqualTo(i < 10 ? 200 : 429);
                assertThat(answer.headers().firstValue("Retry-After").isPresent())
                        .isEqualTo(i >= 10);
            }
            assertThat(new JdbcTemplate(own.service())
                            .queryForObject("SELECT count(*) FROM idempotency_key", Integer.class))
                    .isEqualTo(10);
            assertThat(narrow.post("/api/echo/count", BODY, KEY, first, "X-Forwarded-For", address)
                            .body())
                    .isEqualTo(Objects.requireNonNull(kept).body());
            assertThat(narrow.post("/api/echo/count", BODY, KEY, fresh(), "X-Forwarded-For", "198.51.100.8")
                            .statusCode())
                    .isEqualTo(200);

            narrow.bean(SettableClock.class).advance(Duration.ofHours(1));
            assertThat(narrow.post("/api/echo/count", BODY, KEY, fresh(), "X-Forwarded-For", address)
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void only_posts_to_the_api_are_kept() {
        Integer before = rows();
        server.send("DELETE", "/api/echo/items/0195a2b4-0000-7000-8000-000000000000", null, KEY, fresh());
        server.send("POST", "/elsewhere", null, KEY, fresh());

        assertThat(rows()).isEqualTo(Objects.requireNonNull(before));
    }

    private static Integer rows() {
        return jdbc.queryForObject("SELECT count(*) FROM idempotency_key", Integer.class);
    }
}
