package dev.firstring.account.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.account.AccountId;
import dev.firstring.account.Caller;
import dev.firstring.account.ownership.ClaimOutcome.Claimed;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NumberOwnersTest {

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
    void nobody_holds_a_number_that_was_never_proved() {
        PhoneNumber number = OwnershipRoom.number();

        assertThat(room.owners.holderOf(number)).isEmpty();
        assertThat(room.owners.historyOf(number, 10)).isEmpty();
    }

    @Test
    void a_proof_is_recent_for_a_day_and_for_its_own_account_only() {
        PhoneNumber number = OwnershipRoom.number();
        AccountId account = claim(number);
        AccountId stranger = room.account();
        Instant proved = room.clock.instant();

        assertThat(verified(account, number, proved.plus(Duration.ofHours(24)).minusMillis(1)))
                .isTrue();
        assertThat(verified(account, number, proved.plus(Duration.ofHours(24)))).isFalse();
        assertThat(verified(stranger, number, proved)).isFalse();
    }

    @Test
    void a_released_number_is_free_is_no_proof_any_more_and_stays_in_the_history() {
        PhoneNumber number = OwnershipRoom.number();
        AccountId account = claim(number);

        assertThat(release(account, number)).isTrue();

        assertThat(room.owners.holderOf(number)).isEmpty();
        assertThat(verified(account, number, room.clock.instant())).isFalse();
        assertThat(room.owners.numbersOf(account)).isEmpty();
        assertThat(room.owners.historyOf(number, 10)).singleElement().satisfies(past -> {
            assertThat(past.account()).isEqualTo(account);
            assertThat(past.reason()).isEqualTo(ReleaseReason.CHANGED);
            assertThat(past.releasedAt()).isEqualTo(room.clock.instant());
        });
        assertThat(room.trailOf(account)).containsExactly("number.released");
    }

    @Test
    void an_account_cannot_let_go_of_what_it_does_not_hold() {
        PhoneNumber number = OwnershipRoom.number();
        AccountId account = claim(number);
        AccountId stranger = room.account();

        assertThat(release(stranger, number)).isFalse();

        assertThat(room.owners.holderOf(number)).contains(account);
        assertThat(room.trailOf(stranger)).isEmpty();
    }

    private AccountId claim(PhoneNumber number) {
        return ((Claimed) room.claim(room.claims(), new Caller.Anonymous(), number)).account();
    }

    private boolean release(AccountId account, PhoneNumber number) {
        return room.inTransaction(
                () -> room.owners.release(account, number, ReleaseReason.CHANGED, room.clock.instant()));
    }

    private boolean verified(AccountId account, PhoneNumber number, Instant now) {
        return room.owners.verifiedWithin(account, number, HeldNumber.RECENT, now);
    }
}
