package dev.firstring.abuse.watch;

import static dev.firstring.testing.Person.expect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.account.admin.Scope;
import dev.firstring.account.apikey.ApiKeyCreation;
import dev.firstring.account.apikey.ApiKeys;
import dev.firstring.account.apikey.NewApiKey;
import dev.firstring.testing.Person;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.RunningService.Reply;
import dev.firstring.testing.SettableClock;
import dev.firstring.testing.TestDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** What operators see of the guard: over the API, in the trail and in the counters. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WatchWindowsTest {

    private final SettableClock clock = new SettableClock();
    private TestDatabase database;
    private RunningService service;
    private JdbcTemplate jdbc;
    private WatchWindows watch;
    private String[] operator;
    private int callers;

    @BeforeAll
    void startService() {
        database = TestDatabase.create();
        service = RunningService.over(database)
                .clock(clock)
                .set("db-scheduler.enabled", "false")
                .set("firstring.guard.reactions.FR", "block")
                .set("firstring.guard.reactions.DE", "challenge")
                .set("firstring.numbers.countries.rules.BE", "monitor")
                .start();
        jdbc = new JdbcTemplate(database.service());
        watch = service.bean(WatchWindows.class);
        operator = key("guard", Scope.GUARD_READ);
    }

    @AfterAll
    void stop() {
        service.close();
        database.close();
    }

    @BeforeEach
    void forget() {
        jdbc.update("DELETE FROM guard_count");
        jdbc.update("DELETE FROM guard_alarm");
        jdbc.update("DELETE FROM rate_limit");
        new JdbcTemplate(database.superuser()).update("DELETE FROM audit_event");
    }

    @Test
    void bad_windows_are_listed_worst_first_with_what_meets_the_next_send_and_why() {
        pump("+491510110%04d", 40);
        pump("+3361001%04d", 40);
        pump("+4477001%05d", 45);

        JsonNode windows = guard("").required("windows");

        assertThat(windows.valueStream().map(window -> window.required("prefix").asString()))
                .containsExactly("+3361001", "+491510110", "+44770010");
        assertThat(windows.valueStream()
                        .map(window -> window.required("decision").asString()))
                .containsExactly("block", "challenge", "monitor");
        JsonNode worst = windows.get(0);
        assertThat(worst.required("scope").asString()).isEqualTo("prefix");
        assertThat(worst.required("country").asString()).isEqualTo("FR");
        assertThat(worst.required("standing").asString()).isEqualTo("over");
        assertThat(worst.required("reaction").asString()).isEqualTo("block");
        assertThat(worst.required("sent").asInt()).isEqualTo(40);
        assertThat(worst.required("unverified").asInt()).isEqualTo(40);
        assertThat(worst.required("share").asInt()).isZero();
        assertThat(worst.required("bound").asInt()).isEqualTo(25);
        assertThat(worst.required("why").asString())
                .isEqualTo(
                        "40 sent, 0 verified, 20 judged: 0 % verified, bound 25 % from 20 on; 40 unproved, ceiling 60");
    }

    @Test
    void a_window_tells_since_when_it_is_over_once_the_watch_has_seen_it() {
        pump("+3361001%04d", 40);
        assertThat(guard("").at("/windows/0/since").isNull()).isTrue();

        watch.run();
        Instant first = clock.instant();
        clock.advance(Duration.ofMinutes(3));
        watch.run();

        assertThat(Instant.parse(guard("").at("/windows/0/since").asString())).isEqualTo(first);
    }

    @Test
    void going_over_and_coming_back_stand_in_the_trail_once_each() {
        double before = alarms();
        pump("+3361001%04d", 40);
        watch.run();
        watch.run();
        assertThat(events()).containsExactly("guard.raised");
        assertThat(alarms()).isEqualTo(before + 1);
        assertThat(jdbc.queryForObject("SELECT detail ->> 'prefix' FROM audit_event", String.class))
                .isEqualTo("+3361001");

        clock.advance(Duration.ofHours(6));
        watch.run();
        watch.run();
        assertThat(events()).containsExactly("guard.raised", "guard.cleared");
        assertThat(guard("").required("windows")).isEmpty();
    }

    @Test
    void windows_near_the_bound_are_shown_and_calm_ones_are_not() {
        pump("+3361001%04d", 32);
        pump("+3361002%04d", 5);
        JsonNode windows = guard("").required("windows");

        assertThat(windows).hasSize(1);
        assertThat(windows.get(0).required("standing").asString()).isEqualTo("near");
        assertThat(windows.get(0).required("decision").asString()).isEqualTo("allow");
        assertThat(guard("?standing=over").required("windows")).isEmpty();
    }

    @Test
    void a_country_with_the_rule_monitor_is_shown_from_its_first_send() {
        pump("+3247012%04d", 1);
        JsonNode windows = guard("").required("windows");

        assertThat(windows).hasSize(1);
        assertThat(windows.get(0).required("country").asString()).isEqualTo("BE");
        assertThat(windows.get(0).required("standing").asString()).isEqualTo("watched");
        assertThat(windows.get(0).get("prefix").isNull()).isTrue();
    }

    @Test
    void pages_hold_every_window_once() {
        for (int prefix = 0; prefix < 5; prefix++) {
            pump("+336101" + prefix + "%04d", 31);
        }
        JsonNode first = guard("?limit=3");
        JsonNode second =
                guard("?limit=3&cursor=" + first.required("nextCursor").asString());

        assertThat(first.required("total").asInt()).isEqualTo(5);
        assertThat(first.required("windows")).hasSize(3);
        assertThat(second.required("windows")).hasSize(2);
        assertThat(second.get("nextCursor").isNull()).isTrue();
        assertThat(List.of(first, second).stream()
                        .flatMap(page -> page.required("windows").valueStream())
                        .map(window -> window.required("prefix").asString())
                        .distinct())
                .hasSize(5);
        assertThat(guard("?country=de").required("windows")).isEmpty();
        assertThat(guard("?country=fr").required("total").asInt()).isEqualTo(5);
    }

    @Test
    void it_takes_its_own_scope_and_speaks_both_spellings() {
        assertThat(service.get("/api/admin/guard").status()).isEqualTo(401);
        Reply refused = service.get("/api/admin/guard", key("other", Scope.SIP_READ));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().required("scope").asString()).isEqualTo("guard:read");
        assertThat(expect(service.get("/api/v1/admin/guard", operator))
                        .json()
                        .at("/data/window_seconds")
                        .asLong())
                .isEqualTo(21_600);
        Reply odd = service.get("/api/admin/guard?standing=odd", operator);
        assertThat(odd.status()).isEqualTo(400);
        assertThat(odd.json().at("/details/0/field").asString()).isEqualTo("standing");
    }

    private void pump(String pattern, int count) {
        for (int i = 0; i < count; i++) {
            callers++;
            expect(service.post(
                    "/api/onboarding/start",
                    "{\"phoneNumber\":\"" + pattern.formatted(i) + "\"}",
                    "X-Forwarded-For",
                    "10.78.%d.%d".formatted(callers >> 8, callers & 255)));
        }
    }

    private JsonNode guard(String query) {
        return Person.expect(service.get("/api/admin/guard" + query, operator))
                .json()
                .required("data");
    }

    private List<String> events() {
        return jdbc.queryForList(
                "SELECT action FROM audit_event WHERE action LIKE 'guard.%' ORDER BY id", String.class);
    }

    private double alarms() {
        return service.bean(MeterRegistry.class)
                .counter("firstring.guard.alarms", "scope", "prefix", "country", "FR")
                .count();
    }

    private String[] key(String name, Scope scope) {
        ApiKeyCreation.Created created = (ApiKeyCreation.Created)
                service.bean(ApiKeys.class).create(new NewApiKey(name, Set.of(scope), Duration.ofDays(1)));
        return new String[] {"X-API-Key", created.key().reveal()};
    }
}
