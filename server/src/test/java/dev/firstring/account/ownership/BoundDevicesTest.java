package dev.firstring.account.ownership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstring.account.AccountId;
import dev.firstring.account.Caller;
import dev.firstring.account.ownership.ClaimOutcome.Claimed;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.testing.TestDatabase;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

/** Devices that are bound to an account, and numbers whose account nobody has used for long. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BoundDevicesTest {

    private static final String TOKEN = "Aa0_-".repeat(8) + "Zz9";

    private TestDatabase database;
    private OwnershipRoom room;
    private DeviceBindings devices;

    @BeforeAll
    void start() {
        database = TestDatabase.create();
        room = new OwnershipRoom(database);
        devices = new DeviceBindings(room.jdbc, room.ids);
    }

    @AfterAll
    void stop() {
        database.close();
    }

    @Test
    void a_token_is_given_once_and_again_to_who_brings_none_or_that_of_another_account() {
        AccountId account = room.account();
        DeviceToken token = bind(account, null).orElseThrow();

        assertThat(bind(account, token.proof())).isEmpty();
        assertThat(bind(room.account(), token.proof())).isPresent();
        assertThat(bind(account, null)).isPresent();
        assertThat(count(account)).isEqualTo(2);

        room.inTransaction(() -> {
            devices.forget(account);
            return null;
        });
        assertThat(count(account)).isZero();
    }

    @Test
    void a_twenty_first_device_takes_the_place_of_the_one_seen_longest_ago() {
        AccountId account = room.account();
        DeviceToken first = bind(account, null).orElseThrow();
        for (int i = 0; i < 20; i++) {
            room.clock.advance(Duration.ofSeconds(1));
            bind(account, null);
        }

        assertThat(count(account)).isEqualTo(20);
        assertThat(bind(account, first.proof())).isPresent();
    }

    @Test
    void a_token_is_read_in_its_form_and_shows_neither_itself_nor_in_its_proof() {
        DeviceToken token = DeviceToken.parse(TOKEN).orElseThrow();

        assertThat(token.reveal()).isEqualTo(TOKEN);
        assertThat(token).hasToString("DeviceToken[hidden]");
        assertThat(token.proof()).matches("[0-9a-f]{64}");
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"short", "Aa0_-Aa0_-Aa0_-Aa0_-Aa0_-Aa0_-Aa0_-Aa0_-Zz9!"})
    void another_text_is_no_token(@Nullable String text) {
        assertThat(DeviceToken.parse(text)).isEmpty();
        if (text != null) {
            assertThatThrownBy(() -> new DeviceToken(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("not a device token");
        }
    }

    @Test
    void a_number_that_was_not_used_for_ninety_days_is_somebody_elses_unless_a_bound_device_brings_it() {
        PhoneNumber number = OwnershipRoom.number();
        AccountId holder = claim(number, false, null).account();
        DeviceToken token = bind(holder, null).orElseThrow();
        room.clock.advance(Duration.ofDays(90));
        assertThat(claim(number, false, null).account()).isEqualTo(holder);
        room.clock.advance(Duration.ofDays(90).plusMillis(1));
        assertThat(claim(number, false, token.proof()).account()).isEqualTo(holder);
        room.clock.advance(Duration.ofDays(90).plusMillis(1));
        assertThat(claim(number, true, null).account()).isEqualTo(holder);

        room.clock.advance(Duration.ofDays(90).plusMillis(1));
        Claimed newcomer = claim(number, false, null);

        assertThat(newcomer.account()).isNotEqualTo(holder);
        assertThat(newcomer.accountCreated()).isTrue();
        assertThat(newcomer.movedFrom()).contains(holder);
        assertThat(room.historyOf(number))
                .extracting(OwnershipRoom.Holding::reason)
                .containsExactly(Optional.empty(), Optional.of("recycled"));
        assertThat(room.trailOf(holder)).containsExactly("number.lost");
        assertThat(room.trailOf(newcomer.account())).containsExactly("number.moved");
    }

    private Claimed claim(PhoneNumber number, boolean shared, @Nullable String proof) {
        return (Claimed) room.inTransaction(
                () -> room.claims().claim(new Caller.Anonymous(), number, shared, proof, null, room.clock.instant()));
    }

    private Optional<DeviceToken> bind(AccountId account, @Nullable String proof) {
        return room.inTransaction(() -> devices.bind(account, proof, room.clock.instant()));
    }

    private int count(AccountId account) {
        return room.jdbc
                .queryForList("SELECT 1 FROM device_binding WHERE account_id = ?", Integer.class, account.value())
                .size();
    }
}
