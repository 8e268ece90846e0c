package dev.firstring.peers.sms;

import static dev.firstring.testing.Person.expect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firstring.messaging.route.FakeSender;
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
import org.springframework.jdbc.core.JdbcTemplate;

/** Codes that go to a phone through a real Kannel, and what happens when parts of it die. */
@Tag("peer")
class KannelTest {

    private static final Pattern CODE = Pattern.compile("\\b\\d{6}\\b");

    private final FakeSender spare = FakeSender.willing("spare");
    private Kannel kannel;
    private TestDatabase database;
    private RunningService service;

    @BeforeEach
    void start() {
        kannel = Kannel.start();
        database = TestDatabase.create();
        int port = Ports.free();
        service = RunningService.over(database)
                .sender(spare)
                .set("server.port", port)
                .set("firstring.messaging.callback-url", "http://127.0.0.1:" + port)
                .set("firstring.messaging.senders", "kannel,spare")
                .set("firstring.messaging.gateways[0].id", "kannel")
                .set(
                        "firstring.messaging.gateways[0].url",
                        kannel.sendUrl() + "?username=" + Kannel.USERNAME + "&password={secret.password}&from={from}"
                                + "&to={to}&text={text}&charset=UTF-8&coding={coding}&dlr-mask=31&dlr-url={receipt-url}")
                .set("firstring.messaging.gateways[0].from", "Acme")
                .set("firstring.messaging.gateways[0].secrets.password", Kannel.PASSWORD)
                .set("firstring.messaging.gateways[0].rules.transport-refused", "^403 Not routable")
                .set("firstring.messaging.gateways[0].receipts.secret", "a-secret-of-receipts")
                .set("firstring.messaging.gateways[0].receipts.state", "type")
                .set("firstring.messaging.gateways[0].receipts.query", "type=%d&answer=%A")
                .start();
    }

    @AfterEach
    void stop() {
        service.close();
        database.close();
        kannel.close();
    }

    @Test
    void a_phone_receives_the_code_that_proves_its_number_and_the_receipt_says_so() {
        Person person = Person.at(service);

        Reply started = expect(person.start());
        assertThat(started.json().at("/data/delivery/state").asString()).isEqualTo("sent");
        Matcher code = CODE.matcher(kannel.received(person.number()));
        assertThat(code.find()).isTrue();

        await().until(() -> state(person).equals("delivered"));
        expect(person.verify(code.group()));
        assertThat(person.link().status()).isEqualTo(200);
        assertThat(spare.given).isEmpty();
    }

    @Test
    void a_number_that_kannel_has_no_way_to_is_sent_to_by_the_next_provider_in_the_same_request() {
        Person person = Person.typing(service, "+33750123456");

        assertThat(expect(person.start()).json().at("/data/delivery/state").asString())
                .isEqualTo("sent");

        assertThat(spare.given).hasSize(1);
        assertThat(kannel.hasReceived(person.number())).isFalse();
    }

    @Test
    void when_the_core_of_kannel_dies_the_next_provider_takes_over_in_the_same_request() {
        kannel.killBearerbox();

        takesOver();
    }

    @Test
    void when_the_sending_side_of_kannel_dies_the_next_provider_takes_over_in_the_same_request() {
        kannel.killSmsbox();

        takesOver();
    }

    private void takesOver() {
        for (int i = 1; i <= 3; i++) {
            Person person = Person.at(service);

            assertThat(expect(person.start()).json().at("/data/delivery/state").asString())
                    .isEqualTo("sent");

            assertThat(spare.given).hasSize(i);
            assertThat(spare.given.getLast().text()).contains(person.code());
            expect(person.verify());
        }
        JdbcTemplate jdbc = new JdbcTemplate(database.service());
        await().until(() -> jdbc.queryForObject(
                        "SELECT count(*) FROM message WHERE provider = 'spare' AND declined = '{kannel}'",
                        Integer.class)
                == 3);
    }

    private static String state(Person person) {
        return expect(person.status()).json().at("/data/delivery/state").asString();
    }
}
