package dev.firstring.account.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstring.account.AccountErasure;
import dev.firstring.account.AccountId;
import dev.firstring.account.Caller;
import dev.firstring.account.DisplayName;
import dev.firstring.account.ownership.ClaimOutcome.Claimed;
import dev.firstring.account.ownership.DeviceBindings;
import dev.firstring.account.ownership.OwnershipRoom;
import dev.firstring.account.token.RefreshToken;
import dev.firstring.account.token.Renewal;
import dev.firstring.account.token.Renewer;
import dev.firstring.account.token.TestTokens;
import dev.firstring.account.token.TokenCookies;
import dev.firstring.account.token.Tokens;
import dev.firstring.http.Answer;
import dev.firstring.http.ErrorCode;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.phone.PhoneNumbers;
import dev.firstring.platform.Mode;
import dev.firstring.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountControllerTest {

    private TestDatabase database;
    private OwnershipRoom room;
    private Tokens tokens;

    @BeforeAll
    void start() {
        database = TestDatabase.create();
        room = new OwnershipRoom(database);
        tokens = TestTokens.over(room.jdbc, room.ids, room.clock);
    }

    @AfterAll
    void stop() {
        database.close();
    }

    @Test
    void an_account_shows_its_name_and_its_numbers() {
        PhoneNumber number = OwnershipRoom.number();
        AccountId account = claim(number, null, "Ada");
        Instant proved = room.clock.instant();

        assertThat(controller().show(account))
                .isEqualTo(Answer.ok(
                        new AccountController.ProfileView(
                                account.toString(),
                                "Ada",
                                List.of(new AccountController.ProfileView.NumberView(
                                        number.e164(), proved, true, null)),
                                proved),
                        "account.shown"));

        room.clock.advance(Duration.ofHours(24));
        assertThat(controller().show(account).data().phoneNumbers())
                .containsExactly(new AccountController.ProfileView.NumberView(number.e164(), proved, false, null));
    }

    @Test
    void an_account_gets_another_name_and_the_trail_does_not_tell_which() {
        AccountId account = claim(OwnershipRoom.number(), null, "Ada");

        Answer<AccountController.ProfileView> answer =
                controller().rename(account, new AccountController.RenameRequest(" Grace Hopper "));

        assertThat(answer.messageKey()).isEqualTo("account.renamed");
        assertThat(answer.data().displayName()).isEqualTo("Grace Hopper");
        assertThat(room.trailOf(account)).containsExactly("account.renamed");
        assertThat(room.jdbc.queryForList("SELECT e::text FROM audit_event e", String.class))
                .noneMatch(row -> row.contains("Grace"));
    }

    @Test
    void what_is_no_name_is_refused_and_changes_nothing() {
        AccountId account = claim(OwnershipRoom.number(), null, "Ada");

        assertThat(rename(account, null)).isEqualTo("field.required");
        assertThat(rename(account, " ")).isEqualTo("field.invalid");
        assertThat(rename(account, "a\u0000b")).isEqualTo("field.invalid");
        assertThat(rename(account, "a".repeat(101))).isEqualTo("field.invalid");
        assertThat(controller().show(account).data().displayName()).isEqualTo("Ada");
    }

    @Test
    void erasing_leaves_the_row_of_the_account_and_nothing_that_tells_of_its_owner() {
        PhoneNumber number = OwnershipRoom.number();
        AccountId account = claim(number, null, "Ada");
        room.inTransaction(() -> new DeviceBindings(room.jdbc, room.ids).bind(account, null, room.clock.instant()));
        room.inTransaction(
                () -> tokens.issue(account, TestTokens.byNumber(room.clock.instant()), room.clock.instant()));
        room.jdbc.update(
                "INSERT INTO account_identity (issuer, subject, account_id, created_at) VALUES ('i', 's', ?, ?)",
                account.value(),
                java.sql.Timestamp.from(room.clock.instant()));

        Answer<Void> answer = controller().delete(account);

        assertThat(answer.messageKey()).isEqualTo("account.deleted");
        assertThat(answer.headers()).hasSize(2).allSatisfy(header -> {
            assertThat(header.getKey()).isEqualTo("Set-Cookie");
            assertThat(header.getValue()).contains("Max-Age=0");
        });
        assertThat(room.jdbc.queryForMap(
                        "SELECT display_name, erased_at IS NOT NULL AS erased FROM account WHERE id = ?",
                        account.value()))
                .containsEntry("display_name", null)
                .containsEntry("erased", true);
        assertThat(room.jdbc.queryForMap(
                        "SELECT phone_number, release_reason FROM number_holding WHERE account_id = ?",
                        account.value()))
                .containsEntry("phone_number", null)
                .containsEntry("release_reason", "erased");
        for (String table : List.of("device_binding", "account_identity", "sign_in")) {
            assertThat(room.jdbc.queryForObject(
                            "SELECT count(*) FROM " + table + " WHERE account_id = ?", Integer.class, account.value()))
                    .as(table)
                    .isZero();
        }
        assertThat(room.trailOf(account)).containsExactly("account.signed-in", "account.erased");
        assertThat(room.owners.holderOf(number)).isEmpty();
    }

    @Test
    void the_token_of_an_erased_account_is_an_invalid_one() {
        AccountId account = claim(OwnershipRoom.number(), null, "Ada");
        RefreshToken refresh = room.inTransaction(
                        () -> tokens.issue(account, TestTokens.byNumber(room.clock.instant()), room.clock.instant()))
                .refreshToken();
        controller().delete(account);

        assertThat(codeOf(controller().show(account))).isEqualTo(ErrorCode.INVALID_TOKEN);
        assertThat(codeOf(controller().rename(account, new AccountController.RenameRequest("Eve"))))
                .isEqualTo(ErrorCode.INVALID_TOKEN);
        assertThat(codeOf(controller().delete(account))).isEqualTo(ErrorCode.INVALID_TOKEN);
        assertThat(codeOf(controller().show(new AccountId(UUID.randomUUID())))).isEqualTo(ErrorCode.INVALID_TOKEN);
        assertThat(room.inTransaction(() -> tokens.renew(refresh, new Renewer("10.0.0.1", null), room.clock.instant())))
                .isEqualTo(new Renewal.Refused());
    }

    @Test
    void the_number_of_an_erased_account_is_free_for_a_new_one() {
        PhoneNumber number = OwnershipRoom.number();
        AccountId erased = claim(number, null, "Ada");
        controller().delete(erased);

        AccountId next = claim(number, null, null);

        assertThat(next).isNotEqualTo(erased);
        assertThat(controller().show(next).data().displayName()).isNull();
    }

    @Test
    void other_rooms_erase_in_the_same_transaction_while_the_numbers_are_still_known() {
        PhoneNumber number = OwnershipRoom.number();
        AccountId account = claim(number, null, "Ada");
        List<PhoneNumber> seen = new ArrayList<>();

        controller((erased, now) -> room.owners.numbersOf(erased).forEach(held -> seen.add(held.number())))
                .delete(account);

        assertThat(seen).containsExactly(number);
    }

    @Test
    void a_room_that_fails_undoes_the_whole_erasure() {
        PhoneNumber number = OwnershipRoom.number();
        AccountId account = claim(number, null, "Ada");

        assertThatThrownBy(() -> controller(
                                (erased, now) -> room.owners.release(
                                        erased, number, dev.firstring.account.ownership.ReleaseReason.CHANGED, now),
                                (erased, now) -> {
                                    throw new IllegalStateException("out of order");
                                })
                        .delete(account))
                .hasMessage("out of order");

        assertThat(room.owners.holderOf(number)).contains(account);
        assertThat(room.trailOf(account)).isEmpty();
    }

    private AccountController controller(AccountErasure... rooms) {
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        for (int i = 0; i < rooms.length; i++) {
            beans.addBean("room" + i, rooms[i]);
        }
        Profiles profiles = new Profiles(room.jdbc, room.owners, room.waiting(java.time.Duration.ZERO));
        return new AccountController(
                profiles,
                new RenameAccount(room.transactions, profiles, room.trail, room.clock),
                new EraseAccount(
                        room.transactions,
                        profiles,
                        beans.getBeanProvider(AccountErasure.class),
                        room.trail,
                        room.clock),
                room.waiting(java.time.Duration.ZERO),
                new TokenCookies(Mode.DEVELOPMENT),
                new PhoneNumbers(),
                room.clock);
    }

    private AccountId claim(PhoneNumber number, @Nullable String device, @Nullable String name) {
        return ((Claimed) room.inTransaction(() -> room.claims()
                        .claim(
                                new Caller.Anonymous(),
                                number,
                                false,
                                device,
                                DisplayName.parse(name).orElse(null),
                                room.clock.instant())))
                .account();
    }

    private String rename(AccountId account, @Nullable String name) {
        return controller()
                .rename(account, new AccountController.RenameRequest(name))
                .problem()
                .violations()
                .getFirst()
                .messageKey();
    }

    private static ErrorCode codeOf(Answer<?> answer) {
        return answer.problem().code();
    }
}
