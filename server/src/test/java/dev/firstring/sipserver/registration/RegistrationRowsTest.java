package dev.firstring.sipserver.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstring.account.ownership.AccountUse;
import dev.firstring.audit.Funnel;
import dev.firstring.phone.PhoneNumbers;
import dev.firstring.sip.CredentialId;
import dev.firstring.sipserver.Registration;
import dev.firstring.sipserver.ServerId;
import dev.firstring.testing.SettableClock;
import dev.firstring.testing.TestDatabase;
import dev.firstring.testing.Together;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;

class RegistrationRowsTest {

    private static final ServerId SERVER = new ServerId("embedded");
    private static final String DEVICE = "urn:uuid:1";

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final SettableClock clock = new SettableClock();
    private TestDatabase database;
    private JdbcTemplate jdbc;
    private RegistrationTracking tracking;
    private CredentialId credential;

    @BeforeEach
    void open() {
        database = TestDatabase.create();
        jdbc = new JdbcTemplate(database.service());
        tracking = node();
        credential = credential();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void a_phone_is_kept_with_its_time_its_address_and_its_name() {
        tracking.seen(credential, SERVER, registration(DEVICE, "sip:a@10.0.0.1", null), "192.0.2.7");

        assertThat(credentialRow())
                .containsEntry("last_registered_at", Timestamp.from(clock.instant()))
                .containsEntry("last_registered_address", "192.0.2.7")
                .containsEntry("last_registered_user_agent", "Phone");
        assertThat(row(DEVICE))
                .containsEntry("server_id", "embedded")
                .containsEntry("contact", "sip:a@10.0.0.1")
                .containsEntry("user_agent", "Phone")
                .containsEntry("first_seen_at", Timestamp.from(clock.instant()))
                .containsEntry("last_seen_at", Timestamp.from(clock.instant()));
    }

    @Test
    void a_device_has_one_row_and_one_without_a_name_is_known_by_its_contact() {
        Instant first = clock.instant();
        tracking.seen(credential, SERVER, registration(DEVICE, "sip:a@10.0.0.1:1001", null), null);
        clock.advance(Duration.ofMinutes(1));
        tracking.seen(credential, SERVER, registration(DEVICE, "sip:a@10.0.0.1:1002", null), null);
        tracking.seen(credential, SERVER, registration(null, "sip:b@10.0.0.1", null), null);

        assertThat(count()).isEqualTo(2);
        assertThat(row(DEVICE))
                .containsEntry("contact", "sip:a@10.0.0.1:1002")
                .containsEntry("first_seen_at", Timestamp.from(first))
                .containsEntry("last_seen_at", Timestamp.from(clock.instant()));
        assertThat(row("sip:b@10.0.0.1")).containsEntry("contact", "sip:b@10.0.0.1");
    }

    @Test
    void of_several_nodes_that_see_a_first_phone_one_counts_it_and_later_ones_are_not_counted() {
        Together.run(8, each -> {
            node().seen(credential, SERVER, registration("urn:uuid:" + each, "sip:a@10.0.0.1", null), null);
            return each;
        });
        clock.advance(Duration.ofMinutes(1));
        tracking.seen(credential, SERVER, registration(DEVICE, "sip:a@10.0.0.1", null), null);

        assertThat(meters.get("firstring.funnel").tag("step", "registered").counters())
                .singleElement()
                .satisfies(counter -> {
                    assertThat(counter.count()).isEqualTo(1);
                    assertThat(counter.getId().getTag("country")).isEqualTo("FR");
                });
    }

    @Test
    void what_is_told_late_does_not_hide_what_is_newer() {
        Instant now = clock.instant();
        tracking.seen(credential, SERVER, registration(DEVICE, "sip:new@10.0.0.1", now), "192.0.2.1");

        tracking.seen(credential, SERVER, registration(DEVICE, "sip:old@10.0.0.1", now.minusSeconds(1)), "192.0.2.2");

        assertThat(row(DEVICE)).containsEntry("contact", "sip:new@10.0.0.1");
        assertThat(credentialRow())
                .containsEntry("last_registered_at", Timestamp.from(now))
                .containsEntry("last_registered_address", "192.0.2.1");
    }

    @Test
    void an_address_that_is_known_stays_when_the_same_is_told_without_it() {
        Instant now = clock.instant();
        tracking.seen(credential, SERVER, registration(DEVICE, "sip:a@10.0.0.1", now), "192.0.2.1");

        tracking.seen(credential, SERVER, registration(DEVICE, "sip:a@10.0.0.1", now), null);

        assertThat(credentialRow()).containsEntry("last_registered_address", "192.0.2.1");
    }

    @Test
    void an_address_that_is_told_after_the_registration_is_added() {
        Instant now = clock.instant();
        tracking.seen(credential, SERVER, registration(DEVICE, "sip:a@10.0.0.1", now), null);

        tracking.seen(credential, SERVER, registration(DEVICE, "sip:a@10.0.0.1", now), "192.0.2.1");

        assertThat(credentialRow()).containsEntry("last_registered_address", "192.0.2.1");
    }

    @Test
    void what_a_phone_says_is_cut_to_what_the_database_takes() {
        tracking.seen(credential, SERVER, registration("d\0" + "e".repeat(600), "sip:\u0007a@h", null), null);

        assertThat(row("d" + "e".repeat(511))).containsEntry("contact", "sip:a@h");
    }

    @Test
    void a_credential_that_there_is_not_is_a_fault() {
        assertThatThrownBy(() -> tracking.seen(
                        new CredentialId(UUID.randomUUID()), SERVER, registration(DEVICE, "sip:a@h", null), null))
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    private RegistrationRows node() {
        return new RegistrationRows(jdbc, new AccountUse(jdbc), new Funnel(new PhoneNumbers(), meters), clock);
    }

    private static Registration registration(@Nullable String device, String contact, @Nullable Instant at) {
        return new Registration(contact, contact, "Phone", Duration.ofMinutes(1), device, at);
    }

    private Map<String, Object> credentialRow() {
        return jdbc.queryForMap("""
                SELECT last_registered_at, last_registered_address, last_registered_user_agent
                  FROM sip_credential
                 WHERE id = ?
                """, credential.value());
    }

    private Map<String, Object> row(String device) {
        return jdbc.queryForMap("""
                SELECT server_id, contact, user_agent, first_seen_at, last_seen_at
                  FROM sip_registration
                 WHERE credential_id = ? AND device = ?
                """, credential.value(), device);
    }

    private int count() {
        return jdbc.queryForObject("SELECT count(*) FROM sip_registration", Integer.class);
    }

    private CredentialId credential() {
        UUID account = UUID.randomUUID();
        UUID id = UUID.randomUUID();
        Timestamp at = Timestamp.from(clock.instant());
        jdbc.update("INSERT INTO account (id, created_at) VALUES (?, ?)", account, at);
        jdbc.update("""
                INSERT INTO sip_credential (id, account_id, phone_number, username, domain, realm, secret, secret_key_id,
                                            ha1_sha256, transport, status, status_actor, status_at, created_at)
                VALUES (?, ?, '+33639980012', 'u1', 'd', 'd', '\\x00', 1, ?, 'UDP', 'active', 'test', ?, ?)
                """, id, account, "0".repeat(64), at, at);
        return new CredentialId(id);
    }
}
