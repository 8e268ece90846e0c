package dev.firstring.account.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.account.AccountId;
import dev.firstring.account.Caller;
import dev.firstring.account.ownership.ClaimOutcome.Claimed;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.testing.TestDatabase;
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
        assertThat(room.historyOf(number)).isEmpty();
    }

    @Test
    void a_released_number_is_free_and_stays_in_the_history() {
        PhoneNumber number = OwnershipRoom.number();
        AccountId account = claim(number);

        assertThat(release(account, number)).isTrue();

        assertThat(room.owners.holderOf(number)).isEmpty();
        assertThat(room.owners.numbersOf(account)).isEmpty();
        assertThat(room.historyOf(number)).singleElement().satisfies(past -> {
            assertThat(past.account()).isEqualTo(account);
            assertThat(past.reason()).contains("changed");
            assertThat(past.releasedAt()).contains(room.clock.instant());
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
}
