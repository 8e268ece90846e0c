package dev.firstring.sipserver.adapter.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firstring.peers.phone.BaresipPhone;
import dev.firstring.peers.phone.LinphonePhone;
import dev.firstring.peers.phone.Transport;
import dev.firstring.registrar.digest.DigestAlgorithm;
import dev.firstring.sipserver.WantedAccount;
import dev.firstring.testing.Patience;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Real phones call each other by number through the embedded registrar. */
@Tag("peer")
class CallsOfRealPhonesTest {

    private static final String A = "+33639980001";
    private static final String B = "+33639980002";

    private RegistrarRoom room;

    @BeforeEach
    void open() {
        room = RegistrarRoom.open(DigestAlgorithm.MD5);
    }

    @AfterEach
    void close() {
        room.close();
    }

    @ParameterizedTest
    @CsvSource({"UDP, UDP", "TCP, UDP", "UDP, TCP"})
    void the_number_that_is_dialled_rings_and_both_hear_each_other(Transport callers, Transport callees) {
        try (BaresipPhone caller = phone(callers, room.account(A), 440);
                BaresipPhone callee = phone(callees, room.account(B), 1000)) {
            caller.dial("sip:" + B + "@" + AccountTable.DOMAIN);
            assertThat(callee.rings()).as(callee::output).isTrue();
            assertThat(callee.output()).contains(A);
            callee.accept();
            assertThat(caller.talks()).as(caller::output).isTrue();
            await().atMost(Patience.LIMIT).untilAsserted(() -> {
                assertThat(callee.heard(440)).isGreaterThan(0.8);
                assertThat(caller.heard(1000)).isGreaterThan(0.8);
            });
            assertThat(room.inside.calls()).isEqualTo(1);

            callee.hangUp();

            assertThat(caller.isClosed("session closed")).as(caller::output).isTrue();
            await().atMost(Patience.LIMIT).until(() -> room.inside.calls() == 0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void one_person_alone_hears_the_echo(BaresipPhone.Codec codec) {
        WantedAccount account = room.account(A);
        try (BaresipPhone caller =
                BaresipPhone.start(room.target(Transport.UDP), RegistrarRoom.login(account), 440, codec)) {
            caller.dial("sip:*43@" + AccountTable.DOMAIN);
            assertThat(caller.talks()).as(caller::output).isTrue();
            await().atMost(Patience.LIMIT)
                    .untilAsserted(() -> assertThat(caller.heard(440)).isGreaterThan(0.8));

            room.clock.advance(Duration.ofMinutes(2));

            assertThat(caller.isClosed("session closed")).as(caller::output).isTrue();
            await().atMost(Patience.LIMIT).until(() -> room.inside.calls() == 0);
            await().atMost(Patience.LIMIT)
                    .until(() -> room.accounts.firstCall(account).equals("120"));
        }
    }

    @Test
    void a_linphone_and_a_baresip_call_each_other() {
        try (LinphonePhone linphone =
                        LinphonePhone.start(room.target(Transport.UDP), RegistrarRoom.login(room.account(A)), 440);
                BaresipPhone baresip = phone(Transport.UDP, room.account(B), 1000)) {
            linphone.dial("sip:" + B + "@" + AccountTable.DOMAIN);
            assertThat(baresip.rings()).as(linphone::output).isTrue();
            baresip.accept();
            assertThat(linphone.talks()).as(linphone::output).isTrue();
            await().atMost(Patience.LIMIT).untilAsserted(() -> {
                assertThat(baresip.heard(440)).isGreaterThan(0.8);
                assertThat(linphone.heard(1000)).isGreaterThan(0.8);
            });
            baresip.hangUp();
            assertThat(linphone.isClosed()).as(linphone::output).isTrue();

            baresip.dial("sip:" + A + "@" + AccountTable.DOMAIN);
            assertThat(linphone.rings(B)).as(linphone::output).isTrue();
            linphone.accept();
            assertThat(baresip.says("(?s)(?:Call established.*){2}"))
                    .as(baresip::output)
                    .isTrue();
            linphone.hangUp();
            assertThat(baresip.says("(?s)(?:Call established.*){2}session closed"))
                    .as(baresip::output)
                    .isTrue();
        }
    }

    @Test
    void a_phone_that_has_signed_out_cannot_be_called() {
        try (BaresipPhone caller = phone(Transport.UDP, room.account(A), 440);
                BaresipPhone callee = phone(Transport.UDP, room.account(B), 1000)) {
            callee.signOut();
            caller.dial("sip:" + B + "@" + AccountTable.DOMAIN);

            assertThat(caller.isClosed("480 Temporarily Unavailable"))
                    .as(caller::output)
                    .isTrue();
        }
    }

    @Test
    void the_phone_of_an_account_that_is_suspended_stops_ringing() {
        WantedAccount called = room.account(B);
        try (BaresipPhone caller = phone(Transport.UDP, room.account(A), 440);
                BaresipPhone callee = phone(Transport.UDP, called, 1000)) {
            caller.dial("sip:" + B + "@" + AccountTable.DOMAIN);
            assertThat(callee.rings()).as(callee::output).isTrue();

            room.accounts.status(called, "suspended");
            room.registrar.bindings().endAll(EmbeddedServer.address(called.aor()));

            assertThat(caller.isClosed("480 Temporarily Unavailable"))
                    .as(caller::output)
                    .isTrue();
            assertThat(callee.isClosed("session closed|Call canceled|terminated"))
                    .as(callee::output)
                    .isTrue();
        }
    }

    @Test
    void after_a_change_of_number_the_old_one_is_unknown_and_the_new_one_rings() {
        WantedAccount called = room.account(B);
        String changed = "+33639980003";
        try (BaresipPhone caller = phone(Transport.UDP, room.account(A), 440);
                BaresipPhone callee = phone(Transport.UDP, called, 1000)) {
            room.accounts.jdbc().update("""
                    UPDATE number_holding SET released_at = held_since, release_reason = 'changed'
                     WHERE phone_number = ?
                    """, B);
            room.accounts.number(called, changed);
            caller.dial("sip:" + B + "@" + AccountTable.DOMAIN);
            assertThat(caller.isClosed("404 Not Found")).as(caller::output).isTrue();

            caller.dial("sip:" + changed + "@" + AccountTable.DOMAIN);

            assertThat(callee.rings()).as(callee::output).isTrue();
        }
    }

    private BaresipPhone phone(Transport transport, WantedAccount account, int tone) {
        return BaresipPhone.start(room.target(transport), RegistrarRoom.login(account), tone);
    }
}
