package dev.firstring.peers.sms;

import static dev.firstring.testing.Person.expect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firstring.messaging.MessageSender;
import dev.firstring.messaging.route.FakeSender;
import dev.firstring.messaging.route.SenderOrder;
import dev.firstring.testing.Person;
import dev.firstring.testing.Ports;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.RunningService.Reply;
import dev.firstring.testing.TestDatabase;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Codes that go to a phone through an SMSC that somebody else wrote. */
@Tag("peer")
class SmppTest {

    private static final Pattern CODE = Pattern.compile("\\b\\d{6}\\b");

    private final FakeSender spare = FakeSender.willing("spare");
    private final int smscPort = Ports.free();
    private PerlSmsc smsc;
    private TestDatabase database;
    private RunningService service;

    @BeforeEach
    void start() {
        smsc = PerlSmsc.on(smscPort);
        database = TestDatabase.create();
        service = service(PerlSmsc.PASSWORD);
        assertThat(smsc.says("BIND bind_transceiver_resp status=0x00")).isTrue();
    }

    @AfterEach
    void stop() {
        service.close();
        database.close();
        smsc.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"+33612000123", "+33612000111"})
    void a_phone_receives_the_code_and_its_receipt_counts_whether_before_or_after_the_answer(String number) {
        Person person = Person.typing(service, number);

        expect(person.start());
        PerlSmsc.Submitted message = smsc.received(number);
        Matcher code = CODE.matcher(message.text());

        assertThat(code.find()).isTrue();
        assertThat(message.from()).isEqualTo("5/Acme");
        assertThat(message.coding()).isZero();
        await().until(() -> state(person).equals("delivered"));
        assertThat(smsc.says("RESP 0x80000005 status=0")).isTrue();
        expect(person.verify(code.group()));
    }

    @Test
    void a_phone_that_is_never_reached_may_be_called_at_once_and_the_next_sms_goes_elsewhere() {
        Person person = Person.typing(service, "+33612000777");
        expect(person.start());

        await().until(() -> state(person).equals("failed"));

        assertThat(expect(person.status()).json().at("/data/nextCall").asInt()).isZero();
        expect(person.resend("voice"));
        assertThat(spare.given).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+33612000404", "+33612000058"})
    void what_the_smsc_does_not_take_goes_to_the_next_provider_in_the_same_request(String number) {
        Reply started = expect(Person.typing(service, number).start());

        assertThat(started.json().at("/data/delivery/state").asString()).isEqualTo("sent");
        assertThat(spare.given).hasSize(1);
    }

    @Test
    void when_the_smsc_dies_the_next_provider_takes_over_and_when_it_is_back_it_is_bound_again() {
        smsc.close();
        expect(Person.at(service).start());
        assertThat(spare.given).hasSize(1);

        smsc = PerlSmsc.on(smscPort);
        assertThat(smsc.says("BIND bind_transceiver_resp status=0x00")).isTrue();
        Person person = Person.typing(service, "+33612000124");
        expect(person.start());
        assertThat(smsc.received(person.number()).text()).contains(person.code());
        assertThat(spare.given).hasSize(1);
    }

    @Test
    void a_wrong_password_is_told_to_who_asks_and_the_next_provider_takes_over() {
        service.close();
        service = service("wrong");

        expect(Person.at(service).start());

        assertThat(spare.given).hasSize(1);
        MessageSender sender = service.bean(SenderOrder.class).all().getFirst();
        assertThat(sender.problem())
                .hasValueSatisfying(
                        problem -> assertThat(problem).contains("0000000e").doesNotContain("wrong"));
    }

    private RunningService service(String password) {
        return RunningService.over(database)
                .sender(spare)
                .set("firstring.messaging.senders", "smsc,spare")
                .set("firstring.messaging.smpp.links[0].id", "smsc")
                .set("firstring.messaging.smpp.links[0].host", "127.0.0.1")
                .set("firstring.messaging.smpp.links[0].port", smscPort)
                .set("firstring.messaging.smpp.links[0].system-id", PerlSmsc.SYSTEM_ID)
                .set("firstring.messaging.smpp.links[0].password", password)
                .set("firstring.messaging.smpp.links[0].from", "Acme")
                .start();
    }

    private static String state(Person person) {
        return expect(person.status()).json().at("/data/delivery/state").asString();
    }
}
