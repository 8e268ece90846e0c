package dev.firstring.sip.credential;

import static dev.firstring.sip.SipFixture.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstring.account.AccountId;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.sip.Digests;
import dev.firstring.sip.SipFixture;
import dev.firstring.sip.credential.ProvisionCredential.Provisioned;
import dev.firstring.sip.settings.SipSettings;
import dev.firstring.testing.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What SIP servers see, read as the role that they read with. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SipViewsTest {

    private final SipFixture fixture = new SipFixture();
    private final UseCases useCases = new UseCases(fixture);
    private final JdbcTemplate reader = as(TestDatabase.SIP_READER);

    @AfterAll
    void stop() {
        fixture.close();
    }

    @Test
    void flexisip_sees_one_row_for_each_algorithm_with_the_hash_of_the_secret() {
        Provisioned made = useCases.provisioned(fixture.order(fixture.account(), number(1)));
        String username = made.credential().address().username().value();
        String secret = made.secret().reveal();

        assertThat(auth(username))
                .containsExactlyInAnyOrder(
                        Map.of(
                                "realm", "sip.example.test",
                                "ha1", Digests.md5(username, "sip.example.test", secret),
                                "algorithm", "MD5"),
                        Map.of(
                                "realm", "sip.example.test",
                                "ha1", Digests.sha256(username, "sip.example.test", secret),
                                "algorithm", "SHA-256"));
    }

    @Test
    void kamailio_sees_one_row_with_the_hash_of_the_secret() {
        Provisioned made = useCases.provisioned(fixture.order(fixture.account(), number(2)));
        String username = made.credential().address().username().value();
        String secret = made.secret().reveal();

        Map<String, Object> row = subscriber(username).getFirst();
        assertThat(row.get("ha1")).isEqualTo(Digests.md5(username, "sip.example.test", secret));
        assertThat(row.get("ha1_sha256")).isEqualTo(Digests.sha256(username, "sip.example.test", secret));
        assertThat(row.get("ha1b")).isEqualTo(Digests.md5(username + "@sip.example.test", "sip.example.test", secret));
        assertThat(row.get("ha1b_sha256"))
                .isEqualTo(Digests.sha256(username + "@sip.example.test", "sip.example.test", secret));
    }

    @Test
    void without_md5_there_is_no_md5_row_and_kamailios_hash_is_nobodys_password() {
        UseCases withoutMd5 = new UseCases(
                fixture,
                new SipSettings("sip.example.test", "", SipSettings.UsernameScheme.DERIVED, false, 5),
                fixture.random);
        Provisioned made = withoutMd5.provisioned(fixture.order(fixture.account(), number(3)));
        String username = made.credential().address().username().value();
        String secret = made.secret().reveal();

        assertThat(auth(username)).extracting(row -> row.get("algorithm")).containsExactly("SHA-256");
        String ha1 = (String) subscriber(username).getFirst().get("ha1");
        assertThat(ha1)
                .matches("[0-9a-f]{32}")
                .isNotIn(
                        Digests.md5(username, "sip.example.test", secret),
                        Digests.md5(username, "sip.example.test", ""),
                        Digests.md5("", "", ""));
        Provisioned other = withoutMd5.provisioned(fixture.order(fixture.account(), number(3)));
        assertThat(subscriber(other.credential().address().username().value())
                        .getFirst()
                        .get("ha1"))
                .as("it hangs on the secret")
                .isNotEqualTo(ha1);
    }

    @Test
    void a_credential_that_is_not_active_is_gone_from_both() {
        AccountId account = fixture.account();
        Provisioned suspended = useCases.provisioned(fixture.order(account, number(4)));
        Provisioned revoked = useCases.provisioned(fixture.order(account, number(5)));

        fixture.suspend(suspended.credential().id());
        fixture.transaction.executeWithoutResult(
                status -> useCases.revoke.revoke(account, number(5), "moved", "system", fixture.clock.instant()));

        for (Provisioned gone : List.of(suspended, revoked)) {
            String username = gone.credential().address().username().value();
            assertThat(auth(username)).isEmpty();
            assertThat(subscriber(username)).isEmpty();
        }
    }

    @Test
    void a_dialled_number_rings_the_active_credential_of_the_account_that_holds_it() {
        AccountId account = fixture.account();
        fixture.holds(account, number(7));
        Provisioned made = useCases.provisioned(fixture.order(account, number(7)));
        Provisioned unproved = useCases.provisioned(fixture.order(fixture.account(), number(8)));

        assertThat(dialled(number(7)))
                .containsExactly(made.credential().address().username().value());
        assertThat(dialled(number(8)))
                .as(unproved + " does not hold its number")
                .isEmpty();

        fixture.suspend(made.credential().id());
        assertThat(dialled(number(7))).isEmpty();
    }

    @Test
    void a_number_that_moved_rings_the_new_account_from_the_same_commit_on() {
        AccountId before = fixture.account();
        AccountId after = fixture.account();
        fixture.holds(before, number(9));
        useCases.provisioned(fixture.order(before, number(9)));
        Provisioned made = useCases.provisioned(fixture.order(after, number(9)));

        fixture.transaction.executeWithoutResult(status -> {
            fixture.jdbc.update(
                    "UPDATE number_holding SET released_at = held_since, release_reason = 'moved' WHERE phone_number = ?",
                    number(9).e164());
            fixture.holds(after, number(9));
        });

        assertThat(dialled(number(9)))
                .containsExactly(made.credential().address().username().value());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sip_auth", "subscriber", "dialable"})
    void every_column_is_text_and_none_is_null(String view) {
        AccountId account = fixture.account();
        fixture.holds(account, number(fixture.random.nextInt(100, 1_000_000)));
        useCases.provisioned(fixture.order(
                account,
                new PhoneNumber(Objects.requireNonNull(fixture.jdbc.queryForObject(
                        "SELECT phone_number FROM number_holding WHERE account_id = ?",
                        String.class,
                        account.value())))));

        assertThat(reader.queryForList(
                        "SELECT DISTINCT data_type FROM information_schema.columns WHERE table_name = ?",
                        String.class,
                        view))
                .containsExactly("text");
        assertThat(reader.queryForObject(
                        "SELECT count(*) FROM " + view + " AS v WHERE NOT (v IS NOT NULL)", Long.class))
                .isZero();
        assertThat(reader.queryForObject("SELECT count(*) FROM " + view, Long.class))
                .isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1 FROM sip_credential",
                "SELECT 1 FROM account",
                "SELECT 1 FROM keyset",
                "SELECT 1 FROM number_holding",
                "DELETE FROM subscriber",
                "UPDATE subscriber SET ha1_sha256 = ''"
            })
    void the_reader_can_do_nothing_else(String sql) {
        assertThatThrownBy(() -> reader.execute(sql))
                .isInstanceOf(DataAccessException.class)
                .hasStackTraceContaining("permission denied")
                .hasStackTraceContaining("ERROR");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT ha1, algorithm FROM sip_auth WHERE username = 'probe777' AND domain = 'probe.test'",
                "SELECT ha1 FROM subscriber WHERE username = 'probe777' AND domain = 'probe.test'"
            })
    void a_lookup_is_a_probe_of_an_index_among_50_000_rows(String sql) {
        fillOnce();

        String plan = String.join("\n", reader.queryForList("EXPLAIN " + sql, String.class));

        assertThat(plan)
                .containsPattern("Index (Only )?Scan using sip_credential_domain_username_key")
                .containsPattern("Index Cond: .*domain = 'probe.test'.*username = 'probe777'")
                .doesNotContain("Seq Scan")
                .doesNotContain("Bitmap");
        assertThat(reader.queryForList(sql)).isNotEmpty();
    }

    private void fillOnce() {
        if (fixture.count("domain = 'probe.test'") > 0) {
            return;
        }
        fixture.jdbc.update("""
                INSERT INTO sip_credential (
                    id, account_id, phone_number, username, domain, realm, secret, secret_key_id, ha1_md5, ha1_sha256,
                    transport, status, status_actor, status_at, created_at)
                SELECT gen_random_uuid(), ?, '+1999' || n, 'probe' || n, 'probe.test', 'probe.test', '\\x00', 1,
                       md5(n::text), md5(n::text) || md5(n::text), 'TLS', 'active', 'owner', 'epoch', 'epoch'
                  FROM generate_series(1, 50000) AS n
                """, fixture.account().value());
        as(TestDatabase.OWNER).execute("ANALYZE sip_credential");
    }

    private List<Map<String, Object>> auth(String username) {
        return reader.queryForList(
                "SELECT realm, ha1, algorithm FROM sip_auth WHERE username = ? AND domain = 'sip.example.test'",
                username);
    }

    private List<Map<String, Object>> subscriber(String username) {
        return reader.queryForList(
                "SELECT ha1, ha1b, ha1_sha256, ha1b_sha256 FROM subscriber WHERE username = ? AND domain = 'sip.example.test'",
                username);
    }

    private List<String> dialled(PhoneNumber number) {
        return reader.queryForList(
                "SELECT username FROM dialable WHERE number = ? AND domain = 'sip.example.test'",
                String.class,
                number.e164().substring(1));
    }

    private JdbcTemplate as(String role) {
        return new JdbcTemplate(new DriverManagerDataSource(
                Objects.requireNonNull(fixture.database.url()), role, TestDatabase.PASSWORD));
    }
}
