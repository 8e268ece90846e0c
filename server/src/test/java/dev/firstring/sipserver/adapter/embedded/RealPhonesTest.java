package dev.firstring.sipserver.adapter.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.peers.phone.Baresip;
import dev.firstring.peers.phone.Linphonec;
import dev.firstring.peers.phone.Registration;
import dev.firstring.peers.phone.SipLogin;
import dev.firstring.peers.phone.Sipp;
import dev.firstring.peers.phone.Sipsak;
import dev.firstring.peers.phone.Transport;
import dev.firstring.registrar.contact.Binding;
import dev.firstring.registrar.digest.DigestAlgorithm;
import dev.firstring.sipserver.WantedAccount;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The phones that operators try a server with register at the embedded registrar as it comes. */
@Tag("peer")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealPhonesTest {

    private RegistrarRoom room;

    @BeforeAll
    void start() {
        room = RegistrarRoom.open(DigestAlgorithm.MD5);
    }

    @AfterAll
    void stop() {
        room.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = Transport.class,
            names = {"UDP", "TCP"})
    void sipsak_registers(Transport transport) {
        WantedAccount account = room.account();

        Registration registration = Sipsak.register(room.target(transport), RegistrarRoom.login(account));

        assertThat(registration.accepted()).as(registration.output()).isTrue();
        assertThat(contacts(account)).containsExactly("sip:" + account.address().username() + "@127.0.0.1:29999");
    }

    @ParameterizedTest
    @EnumSource(
            value = Transport.class,
            names = {"UDP", "TCP"})
    void sipp_registers(Transport transport) {
        WantedAccount account = room.account();

        Registration registration = Sipp.register(room.target(transport), RegistrarRoom.login(account));

        assertThat(registration.accepted()).as(registration.output()).isTrue();
        assertThat(contacts(account)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Transport.class,
            names = {"UDP", "TCP"})
    void baresip_registers(Transport transport) {
        WantedAccount account = room.account();

        Registration registration = Baresip.register(room.target(transport), RegistrarRoom.login(account));

        assertThat(registration.accepted()).as(registration.output()).isTrue();
        assertThat(contacts(account)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Transport.class,
            names = {"UDP", "TCP"})
    void linphonec_registers(Transport transport) {
        WantedAccount account = room.account();

        Registration registration = Linphonec.register(room.target(transport), RegistrarRoom.login(account));

        assertThat(registration.accepted()).as(registration.output()).isTrue();
        assertThat(contacts(account)).hasSize(1);
    }

    @Test
    void linphonec_registers_by_sha_256_where_that_comes_first_or_alone() {
        for (var algorithms :
                List.of(List.of(DigestAlgorithm.SHA_256), List.of(DigestAlgorithm.SHA_256, DigestAlgorithm.MD5))) {
            try (RegistrarRoom strong = RegistrarRoom.open(algorithms.toArray(DigestAlgorithm[]::new))) {
                WantedAccount account = strong.account();
                SipLogin byHash = SipLogin.withHa1(
                        account.address().username().value(),
                        AccountTable.DOMAIN,
                        dev.firstring.peers.phone.DigestAlgorithm.SHA_256.ha1(
                                account.address().username().value(),
                                AccountTable.DOMAIN,
                                account.secret().reveal()),
                        dev.firstring.peers.phone.DigestAlgorithm.SHA_256);

                Registration registration = Linphonec.register(strong.target(Transport.UDP), byHash);

                assertThat(registration.accepted()).as(registration.output()).isTrue();
            }
        }
    }

    @Test
    void many_accounts_register_in_a_short_time() {
        List<SipLogin> logins = Stream.generate(() -> RegistrarRoom.login(room.account()))
                .limit(200)
                .toList();

        Registration registration = Sipp.registerAll(room.target(Transport.UDP), logins, 100);

        assertThat(registration.accepted()).as(registration.output()).isTrue();
    }

    @Test
    void a_phone_with_a_wrong_secret_is_refused() {
        WantedAccount account = room.account();
        SipLogin wrong =
                SipLogin.withPassword(account.address().username().value(), AccountTable.DOMAIN, "not-the-secret");

        assertThat(Sipp.register(room.target(Transport.UDP), wrong).status()).contains("403");
        assertThat(Baresip.register(room.target(Transport.TCP), wrong).status()).contains("403");
        assertThat(contacts(account)).isEmpty();
    }

    @Test
    void a_phone_of_a_suspended_account_is_refused_at_once() {
        WantedAccount account = room.account();
        assertThat(Sipp.register(room.target(Transport.UDP), RegistrarRoom.login(account))
                        .accepted())
                .isTrue();

        room.accounts.status(account, "suspended");

        assertThat(Sipp.register(room.target(Transport.UDP), RegistrarRoom.login(account))
                        .status())
                .contains("403");
    }

    private List<String> contacts(WantedAccount account) {
        return room.contacts(account).stream().map(Binding.Contact::uri).toList();
    }
}
