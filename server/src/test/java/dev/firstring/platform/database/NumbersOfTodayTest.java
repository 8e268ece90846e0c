package dev.firstring.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.testing.TestDatabase;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** An installation that stored numbers in a form that stands beside the one of today is brought to that. */
@Tag("slow")
class NumbersOfTodayTest {

    private final TestDatabase server = TestDatabase.create();
    private final JdbcTemplate superuser = new JdbcTemplate(server.superuser());
    private final String name = server.name() + "_older";
    private final String url = server.url() + "_older";
    private final JdbcTemplate owner =
            new JdbcTemplate(new DriverManagerDataSource(url, TestDatabase.OWNER, TestDatabase.PASSWORD));

    @AfterEach
    void stop() {
        superuser.execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
        server.close();
    }

    @Test
    void an_account_goes_on_holding_its_number_in_the_form_of_today() {
        superuser.execute("CREATE DATABASE " + name + " OWNER " + TestDatabase.OWNER);
        migrate("22?");
        UUID alone = account("+541123456701", 1);
        UUID former = account("+541123456702", 1);
        UUID later = account("+5491123456702", 2);
        UUID zero = account("+24106031234", 1);
        UUID none = account("+2416031234", 2);
        UUID french = account("+33612345678", 1);
        owner.update(
                "INSERT INTO number_claim (phone_number, account_id, claimed_at) VALUES ('+541123456701', ?, now())",
                alone);

        migrate("latest");

        assertThat(number(alone)).isEqualTo("+5491123456701");
        assertThat(credential(alone)).isEqualTo("+5491123456701 2");
        assertThat(owner.queryForObject("SELECT phone_number FROM number_claim", String.class))
                .isEqualTo("+5491123456701");
        // Two accounts for one phone: nobody loses what they have.
        assertThat(number(later)).isEqualTo("+5491123456702");
        assertThat(number(former)).isEqualTo("+541123456702");
        assertThat(credential(former)).isEqualTo("+541123456702 1");
        // Two forms for one number that nobody holds in the form of today: whoever proved it last.
        assertThat(number(none)).isEqualTo("+24166031234");
        assertThat(number(zero)).isEqualTo("+24106031234");
        assertThat(number(french)).isEqualTo("+33612345678");
        assertThat(credential(french)).isEqualTo("+33612345678 1");
    }

    private UUID account(String number, int day) {
        UUID account = UUID.randomUUID();
        owner.update("INSERT INTO account (id, created_at) VALUES (?, now())", account);
        owner.update(
                "INSERT INTO number_holding (phone_number, account_id, held_since, verified_at)"
                        + " VALUES (?, ?, now(), timestamptz '2026-01-01' + ? * interval '1 day')",
                number,
                account,
                day);
        owner.update(
                "INSERT INTO sip_credential (id, account_id, phone_number, username, domain, realm, secret, secret_key_id,"
                        + " ha1_sha256, transport, status, status_actor, status_at, created_at)"
                        + " VALUES (?, ?, ?, ?, 'sip.example.test', 'sip.example.test', '\\x00', 1, repeat('0', 64), 'TLS',"
                        + " 'active', 'system', now(), now())",
                UUID.randomUUID(),
                account,
                number,
                "u" + number.substring(1));
        return account;
    }

    private String number(UUID account) {
        return Objects.requireNonNull(owner.queryForObject(
                "SELECT phone_number FROM number_holding WHERE account_id = ?", String.class, account));
    }

    private String credential(UUID account) {
        return Objects.requireNonNull(owner.queryForObject(
                "SELECT phone_number || ' ' || revision FROM sip_credential WHERE account_id = ?",
                String.class,
                account));
    }

    private void migrate(String target) {
        Flyway.configure()
                .dataSource(url, TestDatabase.OWNER, TestDatabase.PASSWORD)
                .placeholders(Map.of("serviceRole", TestDatabase.SERVICE, "sipReaderRole", TestDatabase.SIP_READER))
                .target(target)
                .load()
                .migrate();
    }
}
