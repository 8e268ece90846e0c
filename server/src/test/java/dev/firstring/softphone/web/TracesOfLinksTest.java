package dev.firstring.softphone.web;

import static dev.firstring.softphone.web.Owner.BROWSER;
import static dev.firstring.softphone.web.Owner.PHONE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.platform.jobs.Retention;
import dev.firstring.testing.Person;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.RunningService.Reply;
import dev.firstring.testing.SettableClock;
import dev.firstring.testing.SharedService;
import dev.firstring.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.JdbcTemplate;

/** What one-time links leave behind, and how long. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TracesOfLinksTest {

    private static final Duration LIFETIME = Duration.ofMinutes(10);

    private final SharedService shared = SharedService.ordinary();
    private final SettableClock clock = shared.clock();
    private final TestDatabase database = shared.database();
    private final RunningService service = shared.node();
    private final JdbcTemplate jdbc = new JdbcTemplate(database.service());

    @Test
    void making_and_using_a_link_is_in_the_trail_which_holds_no_token() {
        Owner owner = Owner.at(service);
        String path = owner.link("{\"uses\":2}");
        service.get(path, BROWSER);
        service.get(path + "?format=json", PHONE);

        List<String> events = jdbc.queryForList(
                "SELECT action || ' ' || actor || ' ' || coalesce(detail::text, '') FROM audit_event"
                        + " WHERE credential_id = ? AND action LIKE 'softphone-link.%' ORDER BY id",
                String.class, owner.credential().value());

        assertThat(events)
                .containsExactly(
                        "softphone-link.created owner {\"uses\": 2, \"format\": \"any\"}",
                        "softphone-link.used link {\"format\": \"json\", \"usesLeft\": 1}");
    }

    @Test
    void the_token_is_at_rest_nowhere_not_even_in_the_answer_that_is_kept_for_a_repeat() {
        Owner owner = Owner.at(service);

        Reply made = Person.expect(owner.ask("{}", "Idempotency-Key", "one-link"));
        Reply again = Person.expect(owner.ask("{}", "Idempotency-Key", "one-link"));

        assertThat(again.body()).isEqualTo(made.body());
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        byte[] token = made.data("url")
                .substring(made.data("url").lastIndexOf('/') + 1)
                .getBytes(StandardCharsets.US_ASCII);
        for (String table : jdbc.queryForList(
                "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
                        + " AND table_type = 'BASE TABLE' AND table_name <> 'flyway_schema_history'",
                String.class)) {
            String hex = java.util.HexFormat.of().formatHex(token);
            assertThat(jdbc.queryForObject(
                            "SELECT count(*) FROM " + table
                                    + " AS whole WHERE whole::text LIKE ? OR whole::text LIKE ?",
                            Integer.class,
                            "%" + new String(token, StandardCharsets.US_ASCII) + "%",
                            "%" + hex + "%"))
                    .as(table)
                    .isZero();
        }
        assertThat(jdbc.queryForObject(
                        "SELECT count(*) FROM softphone_link WHERE credential_id = ?",
                        Integer.class,
                        owner.credential().value()))
                .isEqualTo(1);
    }

    @Test
    void links_that_are_over_are_forgotten_a_day_later() {
        Owner owner = Owner.at(service);
        owner.link();
        clock.advance(LIFETIME.plusDays(1));
        Retention retention = service.bean(Retention.class);
        retention.run();
        assertThat(count(owner)).isEqualTo(1);

        clock.advance(Duration.ofSeconds(1));
        retention.run();

        assertThat(count(owner)).isZero();
    }

    @Test
    void metrics_name_the_route_and_no_token() {
        String path = Owner.at(service).link();
        service.get(path, BROWSER);
        service.get(path + "/qr.svg");
        service.get(path, PHONE);
        service.get(path, PHONE);

        String metrics = service.get("/metrics").body();

        assertThat(metrics)
                .contains("uri=\"/provisioning/{token}\"", "uri=\"/provisioning/{token}/qr.svg\"")
                .doesNotContain(path.substring("/provisioning/".length()));
    }

    private int count(Owner owner) {
        return java.util.Objects.requireNonNull(jdbc.queryForObject(
                "SELECT count(*) FROM softphone_link WHERE credential_id = ?",
                Integer.class,
                owner.credential().value()));
    }
}
