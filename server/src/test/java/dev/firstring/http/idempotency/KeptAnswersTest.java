package dev.firstring.http.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is kept for an {@code Idempotency-Key}, and how long. */
@Tag("slow")
class KeptAnswersTest extends IdempotencyFixture {

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
