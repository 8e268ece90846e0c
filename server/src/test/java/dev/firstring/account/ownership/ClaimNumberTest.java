package dev.firstring.account.ownership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstring.account.AccountId;
import dev.firstring.account.Caller;
import dev.firstring.account.DisplayName;
import dev.firstring.account.ownership.ClaimOutcome.Claimed;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.testing.TestDatabase;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClaimNumberTest {

    private static final Caller ANONYMOUS = new Caller.Anonymous();

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
    void an_unknown_caller_with_a_new_number_gets_a_new_account() {
        PhoneNumber number = OwnershipRoom.number();

        Claimed claimed = (Claimed) room.inTransaction(() ->
                room.claims().claim(ANONYMOUS, number, false, null, new DisplayName("Ada"), room.clock.instant()));

        assertThat(claimed.accountCreated()).isTrue();
        assertThat(claimed.displayName()).isEqualTo(new DisplayName("Ada"));
        assertThat(claimed.movedFrom()).isEmpty();
        assertThat(room.owners.holderOf(number)).contains(claimed.account());
        assertThat(storedName(claimed.account())).isEqualTo("Ada");
    }

    @Test
    void an_unknown_caller_with_a_known_number_gets_the_account_that_holds_it() {
        PhoneNumber number = OwnershipRoom.number();
        AccountId account = ((Claimed) room.claim(room.claims(), ANONYMOUS, number)).account();
        room.clock.advance(Duration.ofDays(2));

        Claimed again = (Claimed) room.inTransaction(() ->
                room.claims().claim(ANONYMOUS, number, false, null, new DisplayName("Grace"), room.clock.instant()));

        assertThat(again).isEqualTo(new Claimed(account, new DisplayName("Grace"), false, Optional.empty()));
        assertThat(room.owners.numbersOf(account)).containsExactly(new HeldNumber(number, room.clock.instant()));
    }

    @Test
    void a_proof_without_a_name_keeps_the_name() {
        PhoneNumber number = OwnershipRoom.number();
        room.inTransaction(() ->
                room.claims().claim(ANONYMOUS, number, false, null, new DisplayName("Ada"), room.clock.instant()));

        Claimed again = (Claimed) room.inTransaction(
                () -> room.claims().claim(ANONYMOUS, number, false, null, null, room.clock.instant()));

        assertThat(again.displayName()).isEqualTo(new DisplayName("Ada"));
    }

    @Test
    void an_unknown_caller_is_asked_to_sign_in_where_that_is_the_policy_whether_or_not_the_number_is_known() {
        ClaimNumber claims = room.claims(AccountSettings.Creation.REQUIRED, 5, Duration.ZERO);
        PhoneNumber known = OwnershipRoom.number();
        room.claim(room.claims(), ANONYMOUS, known);

        assertThat(room.claim(claims, ANONYMOUS, known)).isEqualTo(new ClaimOutcome.AuthenticationRequired());
        assertThat(room.claim(claims, ANONYMOUS, OwnershipRoom.number()))
                .isEqualTo(new ClaimOutcome.AuthenticationRequired());
    }

    @Test
    void a_signed_in_caller_claims_for_its_own_account() {
        AccountId account = room.account();
        PhoneNumber second = OwnershipRoom.number();

        assertThat(room.claim(room.claims(), new Caller.Known(account, null, 0), second))
                .isEqualTo(new Claimed(account, null, false, Optional.empty()));

        assertThat(room.owners.numbersOf(account)).hasSize(2);
    }

    @Test
    void an_identity_gets_its_account_on_first_use_and_the_same_one_ever_after() {
        Caller.External identity =
                new Caller.External("https://id.example", "subject-1", new DisplayName("Told by the issuer"));

        Claimed first = (Claimed) room.claim(room.claims(), identity, OwnershipRoom.number());
        Claimed second = (Claimed) room.claim(room.claims(), identity, OwnershipRoom.number());
        Claimed other = (Claimed) room.claim(
                room.claims(), new Caller.External("https://other.example", "subject-1", null), OwnershipRoom.number());

        assertThat(first.accountCreated()).isTrue();
        assertThat(first.displayName()).isEqualTo(new DisplayName("Told by the issuer"));
        assertThat(second.accountCreated()).isFalse();
        assertThat(second.account()).isEqualTo(first.account());
        assertThat(other.account()).isNotEqualTo(first.account());
    }

    @Test
    void a_number_moves_to_another_account_that_proves_it_and_both_hear_of_it() {
        PhoneNumber number = OwnershipRoom.number();
        AccountId before = ((Claimed) room.claim(room.claims(), ANONYMOUS, number)).account();
        AccountId after = room.account();
        room.clock.advance(Duration.ofMinutes(1));

        Claimed moved = (Claimed) room.claim(room.claims(), new Caller.Known(after, null, 0), number);

        assertThat(moved.movedFrom()).contains(before);
        assertThat(room.owners.holderOf(number)).contains(after);
        assertThat(room.historyOf(number))
                .containsExactly(
                        new OwnershipRoom.Holding(after, Optional.empty(), Optional.empty()),
                        new OwnershipRoom.Holding(before, Optional.of(room.clock.instant()), Optional.of("moved")));
        assertThat(room.trailOf(before)).containsExactly("number.lost");
        assertThat(room.trailOf(after)).containsExactly("number.moved");
    }

    @Test
    void a_number_moves_to_an_identity_seen_for_the_first_time() {
        PhoneNumber number = OwnershipRoom.number();
        AccountId before = ((Claimed) room.claim(room.claims(), ANONYMOUS, number)).account();

        Claimed moved =
                (Claimed) room.claim(room.claims(), new Caller.External("https://id.example", "new", null), number);

        assertThat(moved.accountCreated()).isTrue();
        assertThat(moved.movedFrom()).contains(before);
        assertThat(room.owners.holderOf(number)).contains(moved.account());
    }

    @Test
    void a_hold_puts_off_the_proof_of_another_account_until_it_has_passed() {
        ClaimNumber claims = room.claims(AccountSettings.Creation.BY_PHONE, 5, Duration.ofDays(7));
        PhoneNumber number = OwnershipRoom.number();
        AccountId holder = ((Claimed) room.claim(claims, ANONYMOUS, number)).account();
        Caller stranger = new Caller.Known(room.account(), null, 0);
        Caller newcomer = new Caller.External("https://id.example", "held-off", null);
        room.clock.advance(Duration.ofDays(6));

        assertThat(room.claim(claims, stranger, number)).isEqualTo(new ClaimOutcome.OnHold(Duration.ofDays(1)));
        assertThat(room.claim(claims, newcomer, number)).isEqualTo(new ClaimOutcome.OnHold(Duration.ofDays(1)));
        assertThat(room.owners.holderOf(number)).contains(holder);

        room.clock.advance(Duration.ofDays(1));
        assertThat(room.claim(claims, stranger, number)).isInstanceOf(Claimed.class);
    }

    @Test
    void a_hold_starts_again_when_the_holder_proves_the_number_again() {
        ClaimNumber claims = room.claims(AccountSettings.Creation.BY_PHONE, 5, Duration.ofDays(7));
        PhoneNumber number = OwnershipRoom.number();
        AccountId holder = ((Claimed) room.claim(claims, ANONYMOUS, number)).account();
        room.clock.advance(Duration.ofDays(6));
        room.claim(claims, new Caller.Known(holder, null, 0), number);
        room.clock.advance(Duration.ofDays(6));

        assertThat(room.claim(claims, new Caller.Known(room.account(), null, 0), number))
                .isEqualTo(new ClaimOutcome.OnHold(Duration.ofDays(1)));
    }

    @Test
    void an_account_holds_so_many_numbers_and_no_more_but_may_prove_them_again() {
        ClaimNumber claims = room.claims(AccountSettings.Creation.BY_PHONE, 2, Duration.ZERO);
        PhoneNumber first = OwnershipRoom.number();
        AccountId account = ((Claimed) room.claim(claims, ANONYMOUS, first)).account();
        room.claim(claims, new Caller.Known(account, null, 0), OwnershipRoom.number());

        assertThat(room.claim(claims, new Caller.Known(account, null, 0), OwnershipRoom.number()))
                .isEqualTo(new ClaimOutcome.TooManyNumbers(2));
        assertThat(room.claim(claims, new Caller.Known(account, null, 0), first))
                .isInstanceOf(Claimed.class);

        room.inTransaction(() -> room.owners.release(account, first, ReleaseReason.CHANGED, room.clock.instant()));
        assertThat(room.claim(claims, new Caller.Known(account, null, 0), OwnershipRoom.number()))
                .isInstanceOf(Claimed.class);
    }

    @Test
    void a_refused_account_takes_no_number_from_its_holder() {
        ClaimNumber claims = room.claims(AccountSettings.Creation.BY_PHONE, 1, Duration.ZERO);
        PhoneNumber number = OwnershipRoom.number();
        AccountId holder = ((Claimed) room.claim(claims, ANONYMOUS, number)).account();

        assertThat(room.claim(claims, new Caller.Known(room.account(), null, 0), number))
                .isEqualTo(new ClaimOutcome.TooManyNumbers(1));
        assertThat(room.owners.holderOf(number)).contains(holder);
    }

    @Test
    void the_token_of_an_account_that_is_gone_claims_nothing() {
        AccountId account = room.account();
        room.jdbc.update("UPDATE account SET erased_at = ? WHERE id = ?", stamp(), account.value());
        PhoneNumber number = OwnershipRoom.number();

        assertThat(room.claim(room.claims(), new Caller.Known(account, null, 0), number))
                .isEqualTo(new ClaimOutcome.UnknownAccount());
        assertThat(room.claim(room.claims(), new Caller.Known(new AccountId(UUID.randomUUID()), null, 0), number))
                .isEqualTo(new ClaimOutcome.UnknownAccount());
        assertThat(room.owners.holderOf(number)).isEmpty();
    }

    @Test
    void a_hold_beyond_thirty_days_is_refused_at_start() {
        assertThat(new OwnershipSettings(Duration.ofDays(30), Duration.ofDays(90), Duration.ofMinutes(15)).hold())
                .isEqualTo(Duration.ofDays(30));
        assertThatThrownBy(() -> new OwnershipSettings(
                        Duration.ofDays(30).plusSeconds(1), Duration.ofDays(90), Duration.ofMinutes(15)))
                .hasMessageContaining("firstring.ownership.hold");
        assertThatThrownBy(() ->
                        new OwnershipSettings(Duration.ofSeconds(-1), Duration.ofDays(90), Duration.ofMinutes(15)))
                .hasMessageContaining("firstring.ownership.hold");
    }

    private java.sql.Timestamp stamp() {
        return java.sql.Timestamp.from(room.clock.instant());
    }

    private String storedName(AccountId account) {
        return room.jdbc.queryForObject("SELECT display_name FROM account WHERE id = ?", String.class, account.value());
    }
}
