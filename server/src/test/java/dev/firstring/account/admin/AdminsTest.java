package dev.firstring.account.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.account.AccountId;
import dev.firstring.account.Caller;
import dev.firstring.account.ownership.ClaimOutcome;
import dev.firstring.account.ownership.OwnershipRoom;
import dev.firstring.account.ownership.ReleaseReason;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.testing.TestDatabase;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdminsTest {

    private final PhoneNumber number = OwnershipRoom.number();
    private TestDatabase database;
    private OwnershipRoom room;
    private Admins admins;

    @BeforeAll
    void start() {
        database = TestDatabase.create();
        room = new OwnershipRoom(database);
        admins = TestAdmins.over(room);
    }

    @AfterAll
    void stop() {
        database.close();
    }

    @Test
    void the_holder_of_a_number_becomes_an_admin_and_ceases_to_be_one() {
        PhoneNumber held = OwnershipRoom.number();
        AccountId account = holder(held);
        assertThat(admins.isAdmin(account)).isFalse();

        assertThat(admins.grant(held)).isEqualTo(new AdminChange.Done(account));
        assertThat(admins.isAdmin(account)).isTrue();
        assertThat(admins.list()).contains(new Admin(account, room.clock.instant()));
        assertThat(admins.grant(held)).isEqualTo(new AdminChange.Already(account));

        assertThat(admins.revoke(held)).isEqualTo(new AdminChange.Done(account));
        assertThat(admins.isAdmin(account)).isFalse();
        assertThat(admins.revoke(held)).isEqualTo(new AdminChange.Already(account));
        assertThat(room.trailOf(account)).containsSubsequence("admin.granted", "admin.revoked");
        assertThat(room.jdbc.queryForObject(
                        "SELECT count(*) FROM audit_event WHERE account_id = ? AND action LIKE 'admin.%' AND actor = 'operator'",
                        Integer.class, account.value()))
                .isEqualTo(2);
    }

    @Test
    void a_number_that_nobody_holds_makes_no_admin() {
        assertThat(admins.grant(number)).isEqualTo(new AdminChange.Nobody());
        assertThat(admins.revoke(number)).isEqualTo(new AdminChange.Nobody());
        assertThat(admins.revoke(new AccountId(UUID.randomUUID()))).isEqualTo(new AdminChange.Nobody());
    }

    @Test
    void an_admin_who_lost_the_number_can_be_revoked_by_the_accounts_id() {
        PhoneNumber held = OwnershipRoom.number();
        AccountId account = holder(held);
        admins.grant(held);
        room.inTransaction(() -> room.owners.release(account, held, ReleaseReason.CHANGED, room.clock.instant()));

        assertThat(admins.revoke(held)).isEqualTo(new AdminChange.Nobody());
        assertThat(admins.isAdmin(account)).isTrue();
        assertThat(admins.revoke(account)).isEqualTo(new AdminChange.Done(account));
        assertThat(admins.isAdmin(account)).isFalse();
    }

    @Test
    void an_erased_account_is_no_admin() {
        PhoneNumber held = OwnershipRoom.number();
        AccountId account = holder(held);
        admins.grant(held);
        room.jdbc.update("UPDATE account SET erased_at = now() WHERE id = ?", account.value());

        assertThat(admins.isAdmin(account)).isFalse();
        assertThat(admins.list()).noneMatch(admin -> admin.account().equals(account));
    }

    private AccountId holder(PhoneNumber held) {
        return ((ClaimOutcome.Claimed) room.claim(room.claims(), new Caller.Anonymous(), held)).account();
    }
}
