package dev.firstring.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firstring.peers.phone.BaresipPhone;
import dev.firstring.peers.phone.LinphonePhone;
import dev.firstring.peers.phone.SipLogin;
import dev.firstring.peers.phone.Transport;
import dev.firstring.testing.Patience;
import dev.firstring.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real phones call each other by number through a Kamailio as it is shipped. */
@Tag("peer")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CallsAtKamailioTest {

    private static final String DOMAIN = "sip.example.test";
    private static final String SECRET = "correct-horse-7";
    private static final String A = "+33639980001";
    private static final String B = "+33639980002";

    private TestDatabase database;
    private CredentialRows rows;
    private Kamailio kamailio;
    private SipLogin calling;
    private SipLogin called;

    @BeforeAll
    void start() {
        database = TestDatabase.create();
        rows = new CredentialRows(database.service(), DOMAIN);
        kamailio = Kamailio.start(database, DOMAIN, "FIRSTRING_COUNTRY \"33\"", "FIRSTRING_TRUNK \"0\"");
    }

    @AfterAll
    void stop() {
        kamailio.close();
        database.close();
    }

    @BeforeEach
    void open() {
        calling = rows.active(SECRET);
        called = rows.active(SECRET);
        rows.number(calling, A);
        rows.number(called, B);
    }

    @ParameterizedTest
    @CsvSource({"UDP, UDP", "TCP, UDP", "UDP, TCP"})
    void the_number_that_is_dialled_rings_and_both_hear_each_other(Transport callers, Transport callees) {
        try (BaresipPhone caller = phone(callers, calling, 440);
                BaresipPhone callee = phone(callees, called, 1000)) {
            caller.dial(uri(B));
            assertThat(callee.rings())
                    .as(() -> callee.output() + kamailio.log())
                    .isTrue();
            assertThat(callee.output()).contains(A);
            callee.accept();
            assertThat(caller.talks()).as(caller::output).isTrue();
            await().atMost(Patience.LIMIT).untilAsserted(() -> {
                assertThat(callee.heard(440)).isGreaterThan(0.8);
                assertThat(caller.heard(1000)).isGreaterThan(0.8);
            });

            callee.hangUp();

            assertThat(caller.isClosed("session closed")).as(caller::output).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"33639980002", "0033639980002", "0639980002", "%2B33639980002", "USERNAME"})
    void it_rings_in_every_form_that_people_dial(String dialled) {
        try (BaresipPhone caller = phone(Transport.UDP, calling, 440);
                BaresipPhone callee = phone(Transport.UDP, called, 1000)) {
            caller.dial(uri(dialled.equals("USERNAME") ? called.username() : dialled));

            assertThat(callee.rings())
                    .as(() -> caller.output() + kamailio.log())
                    .isTrue();
        }
    }

    @Test
    void a_linphone_and_a_baresip_call_each_other() {
        try (LinphonePhone linphone = LinphonePhone.start(kamailio.target(Transport.UDP), calling, 440);
                BaresipPhone baresip = phone(Transport.UDP, called, 1000)) {
            linphone.dial("sip:" + B + "@" + DOMAIN);
            assertThat(baresip.rings()).as(linphone::output).isTrue();
            baresip.accept();
            assertThat(linphone.talks()).as(linphone::output).isTrue();
            await().atMost(Patience.LIMIT).untilAsserted(() -> {
                assertThat(baresip.heard(440)).isGreaterThan(0.8);
                assertThat(linphone.heard(1000)).isGreaterThan(0.8);
            });
            baresip.hangUp();
            assertThat(linphone.isClosed()).as(linphone::output).isTrue();

            baresip.dial("sip:" + A + "@" + DOMAIN);
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
    void a_phone_that_has_signed_out_gets_480_and_an_unknown_number_404() {
        try (BaresipPhone caller = phone(Transport.UDP, calling, 440);
                BaresipPhone callee = phone(Transport.UDP, called, 1000)) {
            callee.signOut();
            caller.dial(uri(B));
            assertThat(caller.isClosed("480 Temporarily Unavailable"))
                    .as(caller::output)
                    .isTrue();

            caller.dial(uri("+33639980009"));
            assertThat(caller.isClosed("404 Not Found")).as(caller::output).isTrue();
        }
    }

    @Test
    void the_phone_of_an_account_that_is_suspended_stops_ringing_and_is_unknown() {
        try (BaresipPhone caller = phone(Transport.UDP, calling, 440);
                BaresipPhone callee = phone(Transport.UDP, called, 1000)) {
            caller.dial(uri(B));
            assertThat(callee.rings()).as(callee::output).isTrue();

            rows.status(called, "suspended");
            kamailio.remove(called.aor());

            assertThat(caller.isClosed("480 "))
                    .as(() -> caller.output() + kamailio.log())
                    .isTrue();
            assertThat(callee.isClosed("session closed|Call canceled|terminated"))
                    .as(callee::output)
                    .isTrue();
            caller.dial(uri(B));
            assertThat(caller.isClosed("404 Not Found")).as(caller::output).isTrue();
        }
    }

    @Test
    void after_a_change_of_number_the_old_one_is_unknown_and_the_new_one_rings() {
        String changed = "+33639980003";
        try (BaresipPhone caller = phone(Transport.UDP, calling, 440);
                BaresipPhone callee = phone(Transport.UDP, called, 1000)) {
            rows.number(called, changed);
            caller.dial(uri(B));
            assertThat(caller.isClosed("404 Not Found")).as(caller::output).isTrue();

            caller.dial(uri(changed));

            assertThat(callee.rings()).as(callee::output).isTrue();
        }
    }

    private BaresipPhone phone(Transport transport, SipLogin login, int tone) {
        return BaresipPhone.start(kamailio.target(transport), login, tone);
    }

    private static String uri(String user) {
        return "sip:" + user + "@" + DOMAIN;
    }
}
