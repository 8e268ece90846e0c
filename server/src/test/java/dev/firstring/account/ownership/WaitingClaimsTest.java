package dev.firstring.account.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.account.AccountId;
import dev.firstring.account.Caller;
import dev.firstring.account.ownership.ClaimOutcome.Claimed;
import dev.firstring.account.ownership.WaitingClaims.Waiting;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.testing.FixedKeys;
import dev.firstring.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What holders of numbers do about them: refuse a claim that waits, change the number, keep a row locked. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WaitingClaimsTest {

    private static final Duration HOLD = Duration.ofDays(7);

    private TestDatabase database;
    private OwnershipRoom room;

    @BeforeAll
    void start() {
        database = TestDatabase.create();
        room = new OwnershipRoom(database);
    }

    @AfterAll
    void stop() {
        database.close();
    }

    @Test
    void a_claim_that_waits_is_shown_to_the_holder_until_it_is_refused_once() {
        PhoneNumber number = OwnershipRoom.number();
        AccountId holder = holderOf(number);
        Instant proved = room.clock.instant();
        WaitingClaims claims = room.waiting(HOLD);
        room.clock.advance(Duration.ofDays(1));
        Instant now = room.clock.instant();

        claims.record(number, now);

        assertThat(claims.of(holder)).isEqualTo(List.of(new Waiting(number, now, proved.plus(HOLD))));
        assertThat(room.waiting(Duration.ZERO).of(holder)).isEmpty();
        assertThat(claims.of(room.account())).isEmpty();
        assertThat(claims.refuse(room.account(), number, now)).isFalse();
        assertThat(claims.refuse(holder, number, now)).isTrue();
        assertThat(claims.refuse(holder, number, now)).isFalse();
        assertThat(claims.of(holder)).isEmpty();
        assertThat(room.trailOf(holder)).containsExactly("number.claim-waits", "number.claim-refused");
    }

    @Test
    void a_claim_of_a_number_that_nobody_holds_waits_for_nobody() {
        PhoneNumber number = OwnershipRoom.number();

        room.waiting(HOLD).record(number, room.clock.instant());

        assertThat(room.jdbc.queryForList(
                        "SELECT account_id FROM number_claim WHERE phone_number = ?", String.class, number.e164()))
                .isEmpty();
    }

    @Test
    void a_number_is_changed_by_its_holder_and_the_trail_has_digests_of_both() {
        PhoneNumber from = OwnershipRoom.number();
        AccountId holder = holderOf(from);
        Caller.Known caller = new Caller.Known(holder, room.clock.instant(), 0);
        ChangeNumber change = change();

        assertThat(room.inTransaction(() -> change.change(caller, OwnershipRoom.number(), from, room.clock.instant())))
                .isFalse();
        assertThat(room.inTransaction(() -> change.change(caller, from, OwnershipRoom.number(), room.clock.instant())))
                .isTrue();

        assertThat(room.owners.holderOf(from)).isEmpty();
        assertThat(room.trailOf(holder)).containsExactly("number.released", "number.changed");
        Map<String, Object> detail = room.jdbc.queryForMap(
                "SELECT detail ->> 'from' AS was, detail ->> 'to' AS becomes FROM audit_event"
                        + " WHERE account_id = ? AND action = 'number.changed'",
                holder.value());
        assertThat(detail.get("was").toString()).matches("[0-9]+:[0-9a-f]{32}").isNotEqualTo(detail.get("becomes"));
        assertThat(detail.get("becomes").toString()).matches("[0-9]+:[0-9a-f]{32}");
    }

    @Test
    void only_a_fresh_sign_in_may_change_the_number() {
        Instant now = room.clock.instant();
        AccountId account = room.account();
        ChangeNumber change = change();

        assertThat(change.freshSignIn()).isEqualTo(Duration.ofMinutes(15));
        assertThat(change.mayChange(new Caller.Known(account, now.minus(Duration.ofMinutes(15)), 0), now))
                .isTrue();
        assertThat(change.mayChange(
                        new Caller.Known(
                                account, now.minus(Duration.ofMinutes(15)).minusMillis(1), 0),
                        now))
                .isFalse();
        assertThat(change.mayChange(new Caller.Known(account, null, 0), now)).isFalse();
    }

    @Test
    void an_account_is_known_to_hold_its_own_number_only() {
        PhoneNumber number = OwnershipRoom.number();
        AccountId holder = holderOf(number);

        assertThat(room.inTransaction(() -> room.owners.holdsUntilCommit(holder, number)))
                .isTrue();
        assertThat(room.inTransaction(() -> room.owners.holdsUntilCommit(room.account(), number)))
                .isFalse();
    }

    @Test
    void a_number_was_verified_recently_for_a_day_and_not_an_instant_more() {
        Instant now = room.clock.instant();
        PhoneNumber number = OwnershipRoom.number();

        assertThat(new HeldNumber(number, now.minus(Duration.ofDays(1)).plusMillis(1)).verifiedRecently(now))
                .isTrue();
        assertThat(new HeldNumber(number, now.minus(Duration.ofDays(1))).verifiedRecently(now))
                .isFalse();
    }

    @Test
    void the_accounts_of_a_claim_are_the_callers_and_the_holders() {
        PhoneNumber number = OwnershipRoom.number();
        AccountId holder = holderOf(number);
        AccountId caller = room.account();
        Caller.External identity = new Caller.External("https://id.example", "in-order", null);
        AccountId external = ((Claimed) room.claim(room.claims(), identity, OwnershipRoom.number())).account();
        AccountsInOrder accounts = new AccountsInOrder(room.jdbc);

        assertThat(room.inTransaction(() -> accounts.lock(new Caller.Anonymous(), List.of(number))))
                .containsExactly(holder);
        assertThat(room.inTransaction(() -> accounts.lock(new Caller.Known(caller, null, 0), List.of(number))))
                .containsExactlyInAnyOrder(holder, caller);
        assertThat(room.inTransaction(() -> accounts.lock(identity, List.of()))).containsExactly(external);
        assertThat(room.inTransaction(() -> accounts.lock(new Caller.Anonymous(), List.of(OwnershipRoom.number()))))
                .isEmpty();
    }

    private AccountId holderOf(PhoneNumber number) {
        return ((Claimed) room.claim(room.claims(), new Caller.Anonymous(), number)).account();
    }

    private ChangeNumber change() {
        return new ChangeNumber(
                room.owners,
                room.trail,
                new FixedKeys(),
                new OwnershipSettings(HOLD, Duration.ofDays(90), Duration.ofMinutes(15)));
    }
}
