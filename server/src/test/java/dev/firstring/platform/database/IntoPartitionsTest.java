package dev.firstring.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.testing.TestDatabase;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** An installation that has sessions, codes, messages and a trail is brought to partitions. */
@Tag("slow")
class IntoPartitionsTest {

    private final TestDatabase server = TestDatabase.create();
    private final JdbcTemplate superuser = new JdbcTemplate(server.superuser());
    private final String name = server.name() + "_older";
    private final String url = server.url() + "_older";
    private final JdbcTemplate owner =
            new JdbcTemplate(new DriverManagerDataSource(url, TestDatabase.OWNER, TestDatabase.PASSWORD));
    private final JdbcTemplate service =
            new JdbcTemplate(new DriverManagerDataSource(url, TestDatabase.SERVICE, TestDatabase.PASSWORD));

    @AfterEach
    void stop() {
        superuser.execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
        server.close();
    }

    @Test
    void nothing_is_lost_and_what_it_had_is_forgotten_in_its_time() {
        superuser.execute("CREATE DATABASE " + name + " OWNER " + TestDatabase.OWNER);
        migrate("19?");
        fill();

        migrate("latest");

        for (String table : new String[] {"onboarding_session", "verification", "message"}) {
            assertThat(count(table)).as(table).isEqualTo(3000);
        }
        assertThat(count("audit_event")).isEqualTo(600);
        service.update("INSERT INTO audit_event (at, action, actor) VALUES (now(), 'tested', 'system')");
        assertThat(service.queryForObject("SELECT max(id) FROM audit_event", Long.class))
                .isEqualTo(601);
        assertThat(service.update("UPDATE message SET state = 'expired' WHERE state = 'queued'"))
                .isEqualTo(3000);

        owner.update("UPDATE partitioned_table SET least_age = '0'");
        assertThat(service.queryForObject(
                        "SELECT drop_partition('message', now() - interval '1 minute')", String.class))
                .as("one row is younger than that")
                .isNull();
        owner.update("UPDATE time_partition SET ends_at = ends_at - interval '2 days' WHERE apart");
        assertThat(service.queryForObject("SELECT drop_partition('message', now() - interval '1 hour')", String.class))
                .isNull();
        owner.update("UPDATE message SET created_at = created_at - interval '2 hours'");
        assertThat(service.queryForObject("SELECT drop_partition('message', now() - interval '1 hour')", String.class))
                .isEqualTo("message_before");
        service.queryForObject("SELECT forget_default_rows('message', now() - interval '1 hour', 5000)", Integer.class);
        assertThat(count("message")).isZero();
    }

    private void migrate(String target) {
        Flyway.configure()
                .dataSource(url, TestDatabase.OWNER, TestDatabase.PASSWORD)
                .placeholders(Map.of("serviceRole", TestDatabase.SERVICE, "sipReaderRole", TestDatabase.SIP_READER))
                .target(target)
                .load()
                .migrate();
    }

    private void fill() {
        owner.update("""
                INSERT INTO onboarding_session (id_hash, step, phone_number, device_id, language, created_at, expires_at)
                SELECT sha256(n::text::bytea), 'otp_verification', '+1555' || n, 'device-' || n, 'en',
                       now() - n * interval '1 second', now()
                  FROM generate_series(1, 3000) AS n
                """);
        owner.update("""
                INSERT INTO verification (id, session_hash, salt, key_id, status, tries_allowed, created_at, expires_at)
                SELECT gen_random_uuid(), sha256(n::text::bytea), '\\x00', 1, 'pending', 3, now() - n * interval '1 second',
                       now()
                  FROM generate_series(1, 3000) AS n
                """);
        owner.update("""
                INSERT INTO message (id, verification_id, session_hash, channel, language, state, lease_until, created_at,
                                     expires_at)
                SELECT gen_random_uuid(), gen_random_uuid(), sha256(n::text::bytea), 'sms', 'en', 'queued', now(),
                       now() - n * interval '1 second', now()
                  FROM generate_series(1, 3000) AS n
                """);
        owner.update("""
                INSERT INTO audit_event (at, action, actor)
                SELECT now() - n * interval '1 day', 'tested', 'system' FROM generate_series(-99, 500) AS n
                """);
    }

    private int count(String table) {
        Integer count = service.queryForObject("SELECT count(*) FROM " + table, Integer.class);
        return count == null ? 0 : count;
    }
}
