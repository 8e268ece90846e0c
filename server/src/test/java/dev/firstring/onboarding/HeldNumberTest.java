package dev.firstring.onboarding;

import static dev.firstring.testing.Person.bearer;
import static dev.firstring.testing.Person.expect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.testing.Person;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.RunningService.Reply;
import dev.firstring.testing.SettableClock;
import dev.firstring.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.JdbcTemplate;

/** Who gets the account of a number that somebody held before: the hold, and numbers that carriers gave to somebody new. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HeldNumberTest {

    private static final String TEST_NUMBER = "+12025550148";

    private final SettableClock clock = new SettableClock();
    private TestDatabase database;
    private RunningService held;
    private RunningService open;
    private JdbcTemplate jdbc;

    @BeforeAll
    void startService() {
        database = TestDatabase.create();
        held = node("7d");
        open = node("0");
        jdbc = new JdbcTemplate(database.service());
    }

    private RunningService node(String hold) {
        return RunningService.over(database)
                .clock(clock)
                .set("firstring.ownership.hold", hold)
                .set("firstring.numbers.test[0].number", TEST_NUMBER)
                .set("firstring.numbers.test[0].code", "424242")
                .set("firstring.numbers.test[0].until", "2099-12-31")
                .start();
    }

    @AfterAll
    void stop() {
        held.close();
        open.close();
        database.close();
    }

    @Test
    void a_proof_from_an_unknown_device_waits_with_a_token_and_without_one_and_is_told_until_when() {
        Person holder = Person.at(held);
        Reply account = holder.onboard();
        clock.advance(Duration.ofDays(2));
        String[] stranger = bearer(Person.at(held).onboard());

        assertWaits(proved(holder.pretended()).link(), Duration.ofDays(5));
        assertWaits(proved(holder.onOtherDevice()).link(stranger), Duration.ofDays(5));
        assertThat(holderOf(holder.number())).isEqualTo(idOf(account));

        clock.advance(Duration.ofDays(5));
        expect(proved(holder.onOtherDevice()).link());
    }

    @Test
    void a_device_that_is_bound_to_the_holders_account_does_not_wait() {
        Person holder = Person.at(held);
        Reply first = holder.onboard();

        assertThat(idOf(holder.again(held).onboard())).isEqualTo(idOf(first));
    }

    @Test
    void the_holder_is_told_of_the_proof_and_a_refusal_begins_the_hold_anew() {
        Person holder = Person.at(held);
        Reply account = holder.onboard();
        clock.advance(Duration.ofDays(3));
        assertWaits(proved(holder.onOtherDevice()).link(), Duration.ofDays(4));

        Reply renewal = expect(renewed(account));
        String[] owner = {
            "Authorization", "Bearer " + renewal.json().at("/data/access_token").asString()
        };
        Reply told = expect(held.get("/api/v1/account", owner));
        assertThat(told.json().at("/data/phone_numbers/0/move_wanted/proved_at").asString(""))
                .isNotEmpty();
        assertThat(told.json().at("/data/phone_numbers/0/move_wanted/moves_at").asString(""))
                .isNotEmpty();
        assertThat(trail(idOf(account))).contains("number.claim-waits");

        clock.advance(Duration.ofMinutes(10));
        Reply refused = expect(held.post(
                "/api/v1/account/numbers/refuse-move", "{\"phone_number\":\"" + holder.number() + "\"}", owner));
        assertThat(refused.json().at("/data/phone_numbers/0/move_wanted").isObject())
                .isFalse();
        assertThat(trail(idOf(account))).contains("number.claim-refused");
        clock.advance(Duration.ofDays(6));
        assertWaits(proved(holder.onOtherDevice()).link(), Duration.ofDays(1));
    }

    @Test
    void nobody_refuses_the_move_of_a_number_of_somebody_else() {
        Person holder = Person.at(held);
        Reply account = holder.onboard();
        assertWaits(proved(holder.onOtherDevice()).link(), Duration.ofDays(7));
        String[] stranger = bearer(Person.at(held).onboard());

        held.post("/api/account/numbers/refuse-move", "{\"phoneNumber\":\"" + holder.number() + "\"}", stranger);

        assertThat(trail(idOf(account))).doesNotContain("number.claim-refused");
        assertThat(jdbc.queryForObject(
                        "SELECT count(*) FROM number_claim WHERE phone_number = ?", Integer.class, holder.number()))
                .isEqualTo(1);
    }

    @Test
    void a_renewal_of_tokens_is_a_use_that_begins_the_hold_anew() {
        Person holder = Person.at(held);
        Reply account = holder.onboard();
        clock.advance(Duration.ofDays(6));
        expect(renewed(account));
        clock.advance(Duration.ofDays(3));

        assertWaits(proved(holder.onOtherDevice()).link(), Duration.ofDays(4));
    }

    @Test
    void a_number_that_nobody_used_for_ninety_days_goes_to_a_new_account_and_never_opens_the_old_one() {
        Person holder = Person.at(open);
        Reply old = holder.onboard();
        clock.advance(Duration.ofDays(91));

        // The old holder's device id is known: it is no proof.
        Reply fresh = expect(proved(holder.pretended()).link());

        assertThat(idOf(fresh)).isNotEqualTo(idOf(old));
        assertThat(holderOf(holder.number())).isEqualTo(idOf(fresh));
        assertThat(jdbc.queryForList("SELECT status FROM sip_credential WHERE account_id = ?", String.class, idOf(old)))
                .containsExactly("revoked");
        assertThat(jdbc.queryForObject(
                        "SELECT release_reason FROM number_holding WHERE account_id = ?", String.class, idOf(old)))
                .isEqualTo("recycled");
        assertThat(trail(idOf(old))).contains("number.lost");
        assertThat(trail(idOf(fresh))).contains("number.moved", "account.created");
    }

    @Test
    void the_owner_comes_back_after_half_a_year_on_the_device_that_the_account_knows() {
        Person holder = Person.at(open);
        Reply old = holder.onboard();
        clock.advance(Duration.ofDays(180));

        assertThat(idOf(holder.again(open).onboard())).isEqualTo(idOf(old));
    }

    @Test
    void a_number_that_was_used_lately_opens_its_account_on_a_new_device() {
        Person holder = Person.at(open);
        Reply old = holder.onboard();
        clock.advance(Duration.ofDays(29));
        expect(renewed(old));
        clock.advance(Duration.ofDays(80));

        assertThat(idOf(holder.onOtherDevice().onboard())).isEqualTo(idOf(old));
    }

    @Test
    void the_shared_account_of_a_test_number_neither_waits_nor_is_recycled() {
        Person first = Person.typing(held, TEST_NUMBER);
        expect(first.start());
        expect(first.verify("424242"));
        Reply account = expect(first.link());
        clock.advance(Duration.ofDays(100));
        for (int i = 0; i < 2; i++) {
            Person reviewer = Person.typing(held, TEST_NUMBER);
            expect(reviewer.start());
            expect(reviewer.verify("424242"));
            assertThat(idOf(expect(reviewer.link()))).isEqualTo(idOf(account));
        }
    }

    private Reply renewed(Reply linked) {
        String token = linked.json().at("/data/tokens/refresh_token").asString();
        return held.post("/api/v1/account/token/refresh", "{\"refresh_token\":\"" + token + "\"}");
    }

    private static Person proved(Person person) {
        expect(person.start());
        expect(person.verify());
        return person;
    }

    private static void assertWaits(Reply reply, Duration wait) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(429);
        assertThat(reply.header("Retry-After")).isEqualTo(Long.toString(wait.toSeconds()));
        assertThat(reply.body()).contains("ownership-hold");
    }

    private UUID holderOf(String number) {
        return jdbc.queryForObject(
                "SELECT account_id FROM number_holding WHERE phone_number = ? AND released_at IS NULL",
                UUID.class,
                number);
    }

    private List<String> trail(UUID account) {
        return jdbc.queryForList("SELECT action FROM audit_event WHERE account_id = ?", String.class, account);
    }

    private static UUID idOf(Reply linked) {
        return UUID.fromString(linked.json().at("/data/user/id").asString());
    }
}
