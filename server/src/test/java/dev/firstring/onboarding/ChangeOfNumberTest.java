package dev.firstring.onboarding;

import static dev.firstring.testing.Person.bearer;
import static dev.firstring.testing.Person.expect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.messaging.Channel;
import dev.firstring.messaging.MessageSender;
import dev.firstring.messaging.MessageSender.OutgoingMessage;
import dev.firstring.messaging.MessageSender.SendOutcome;
import dev.firstring.testing.Person;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.RunningService.Reply;
import dev.firstring.testing.SettableClock;
import dev.firstring.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.JdbcTemplate;

/** Another number for an account: needs a sign-in that is fresh, and the old number hears of it. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChangeOfNumberTest {

    private final SettableClock clock = new SettableClock();
    private final Keeper sent = new Keeper();
    private TestDatabase database;
    private RunningService service;
    private JdbcTemplate jdbc;

    @BeforeAll
    void startService() {
        database = TestDatabase.create();
        service = RunningService.over(database).clock(clock).sender(sent).start();
        jdbc = new JdbcTemplate(database.service());
    }

    @AfterAll
    void stop() {
        service.close();
        database.close();
    }

    @Test
    void a_sign_in_that_is_sixteen_minutes_old_changes_nothing_however_often_its_tokens_were_renewed() {
        Person person = Person.at(service);
        Reply first = person.onboard();
        clock.advance(Duration.ofMinutes(16));
        Reply renewed = expect(service.post(
                "/api/v1/account/token/refresh",
                "{\"refresh_token\":\""
                        + first.json().at("/data/tokens/refresh_token").asString() + "\"}"));
        Person next = proved();

        Reply refused = change(
                person,
                next,
                "Authorization",
                "Bearer " + renewed.json().at("/data/access_token").asString());

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("REAUTHENTICATION_REQUIRED");
        assertThat(refused.json().at("/detail/max_age").asInt()).isEqualTo(900);
        assertThat(jdbc.queryForList(
                        "SELECT phone_number || ' ' || status FROM sip_credential WHERE account_id = ?",
                        String.class,
                        idOf(first)))
                .containsExactly(person.number() + " active");
        assertThat(notices(person.number())).isZero();

        // The way out: sign in again, then go on with the same proof.
        expect(change(person, next, bearer(person.again(service).onboard())));
    }

    @Test
    void the_old_number_is_told_with_the_last_digits_of_the_new_one_and_without_a_link() throws Exception {
        Person person = Person.at(service);
        Reply first = person.onboard();
        Person next = proved();
        sent.messages.clear();

        expect(change(person, next, bearer(first)));
        // Its lease is over at once: some node takes it, this one.
        clock.advance(Duration.ofSeconds(1));

        OutgoingMessage told = sent.messages.poll(60, TimeUnit.SECONDS);
        while (told != null && !told.to().e164().equals(person.number())) {
            told = sent.messages.poll(60, TimeUnit.SECONDS);
        }
        assertThat(Objects.requireNonNull(told, "no message to the old number").channel())
                .isEqualTo(Channel.SMS);
        assertThat(told.text())
                .contains(next.number().substring(next.number().length() - 4))
                .doesNotContain("http", "@", next.number());
        assertThat(notices(person.number())).isEqualTo(1);
    }

    @Test
    void the_trail_has_digests_of_both_numbers_and_no_number() {
        Person person = Person.at(service);
        Reply first = person.onboard();
        Person next = proved();
        expect(change(person, next, bearer(first)));

        String detail = jdbc.queryForObject(
                "SELECT detail::text FROM audit_event WHERE action = 'number.changed' AND account_id = ?",
                String.class,
                idOf(first));
        assertThat(detail)
                .matches("\\{\"to\": \"-?[0-9]+:[0-9a-f]{32}\", \"from\": \"-?[0-9]+:[0-9a-f]{32}\"\\}")
                .doesNotContain(person.number().substring(1), next.number().substring(1));
    }

    @Test
    void the_new_number_rings_the_same_phones_from_the_commit_on_and_the_trail_says_so() {
        Person person = Person.at(service);
        Reply first = person.onboard();
        Person next = proved();
        String username = first.json().at("/data/sip_credentials/sip_username").asString();
        assertThat(rings(person.number())).containsExactly(username);

        expect(change(person, next, bearer(first)));

        assertThat(rings(person.number())).isEmpty();
        assertThat(rings(next.number())).containsExactly(username);
        assertThat(jdbc.queryForList(
                        "SELECT action FROM audit_event WHERE account_id = ? AND action LIKE 'credential.%' ORDER BY id",
                        String.class, idOf(first)))
                .containsExactly("credential.created", "credential.renumbered");
        // The phones stay registered: nothing that the SIP servers cut has changed.
        assertThat(jdbc.queryForObject(
                        "SELECT revision > 1 AND cut_revision = 0 FROM sip_credential WHERE account_id = ?",
                        Boolean.class,
                        idOf(first)))
                .isTrue();
    }

    @Test
    void a_username_that_is_the_old_number_ends_with_it() {
        Person person = Person.at(service);
        Reply first = person.onboard();
        Person next = proved();
        jdbc.update(
                "UPDATE sip_credential SET username = ? WHERE account_id = ?",
                person.number().substring(1),
                idOf(first));

        Reply changed = expect(change(person, next, bearer(first)));

        assertThat(jdbc.queryForList(
                        "SELECT phone_number || ' ' || status FROM sip_credential WHERE account_id = ?",
                        String.class,
                        idOf(first)))
                .containsExactlyInAnyOrder(person.number() + " revoked", next.number() + " active");
        assertThat(rings(next.number()))
                .containsExactly(
                        changed.json().at("/data/sip_credentials/sip_username").asString());
    }

    @Test
    void a_number_that_has_a_credential_of_its_own_keeps_it_and_the_other_one_ends() {
        Person person = Person.at(service);
        Reply first = person.onboard();
        Person other = Person.at(service);
        Reply second = other.onboard(bearer(first));
        Person again = other.again(service);
        expect(again.start());
        expect(again.verify());

        Reply changed = expect(change(person, again, bearer(first)));

        assertThat(changed.json().at("/data/sip_credentials/id"))
                .isEqualTo(second.json().at("/data/sip_credentials/id"));
        assertThat(jdbc.queryForList(
                        "SELECT phone_number || ' ' || status FROM sip_credential WHERE account_id = ?",
                        String.class,
                        idOf(first)))
                .containsExactlyInAnyOrder(person.number() + " revoked", other.number() + " active");
    }

    @Test
    void a_suspension_is_not_shed_with_the_number() {
        Person person = Person.at(service);
        Reply first = person.onboard();
        Person next = proved();
        jdbc.update("UPDATE sip_credential SET status = 'suspended' WHERE account_id = ?", idOf(first));

        Reply refused = change(person, next, bearer(first));

        assertThat(refused.code()).isEqualTo("INVALID_STATE");
        assertThat(jdbc.queryForList(
                        "SELECT phone_number || ' ' || status FROM sip_credential WHERE account_id = ?",
                        String.class,
                        idOf(first)))
                .containsExactly(person.number() + " suspended");
        assertThat(notices(person.number())).isZero();

        // The way on: once it is reactivated, the proof of the new number still counts.
        jdbc.update("UPDATE sip_credential SET status = 'active' WHERE account_id = ?", idOf(first));
        expect(change(person, next, bearer(first)));
    }

    /** The usernames that ring when the number is dialled. */
    private List<String> rings(String number) {
        return jdbc.queryForList("SELECT username FROM dialable WHERE number = ?", String.class, number.substring(1));
    }

    @Test
    void a_change_that_is_refused_tells_nobody() {
        Person person = Person.at(service);
        Reply first = person.onboard();
        Person stranger = Person.at(service);
        stranger.onboard();

        Reply refused = change(stranger, proved(), bearer(first));

        assertThat(refused.code()).isEqualTo("NUMBER_NOT_VERIFIED");
        assertThat(notices(stranger.number())).isZero();
    }

    private Person proved() {
        Person person = Person.at(service);
        expect(person.start());
        expect(person.verify());
        return person;
    }

    private Reply change(Person from, Person to, String... headers) {
        return service.post(
                "/api/v1/onboarding/link-account",
                "{\"session_id\":\"%s\",\"replaces_phone_number\":\"%s\"}".formatted(to.session(), from.number()),
                headers);
    }

    private int notices(String number) {
        Integer count = jdbc.queryForObject(
                "SELECT count(*) FROM message WHERE phone_number = ? AND kind = 'number-changed'",
                Integer.class,
                number);
        return count == null ? 0 : count;
    }

    private static UUID idOf(Reply linked) {
        return UUID.fromString(linked.json().at("/data/user/id").asString());
    }

    /** Takes every message and keeps it. */
    private static final class Keeper implements MessageSender {

        private final BlockingQueue<OutgoingMessage> messages = new LinkedBlockingQueue<>();

        @Override
        public String provider() {
            return "keeper";
        }

        @Override
        public boolean carries(Channel channel) {
            return true;
        }

        @Override
        public SendOutcome send(OutgoingMessage message) {
            messages.add(message);
            return new SendOutcome.Accepted(message.id().toString());
        }
    }
}
