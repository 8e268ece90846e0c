package dev.firstring.onboarding.session;

import static dev.firstring.testing.Person.expect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firstring.messaging.MessageSender.OutgoingMessage;
import dev.firstring.messaging.MessageSender.SendOutcome;
import dev.firstring.messaging.MessageSender.SendOutcome.Accepted;
import dev.firstring.messaging.MessageSender.SendOutcome.Reason;
import dev.firstring.messaging.MessageSender.SendOutcome.Refused;
import dev.firstring.messaging.receipt.Receipt;
import dev.firstring.messaging.receipt.Receipts;
import dev.firstring.messaging.route.FakeSender;
import dev.firstring.testing.Person;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.RunningService.Reply;
import dev.firstring.testing.SettableClock;
import dev.firstring.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** What becomes of a session when its messages are refused, lost or delivered. */
@Tag("slow")
class DeliveryFlowTest {

    private final SettableClock clock = new SettableClock();
    private final FakeSender first = FakeSender.doing("first", this::first);
    private final FakeSender second = FakeSender.willing("second");
    private volatile SendOutcome answer = new Accepted("first-reference");
    private TestDatabase database;
    private RunningService service;
    private JdbcTemplate jdbc;

    @BeforeEach
    void start() {
        database = TestDatabase.create();
        service =
                RunningService.over(database).clock(clock).sender(first, second).start();
        jdbc = new JdbcTemplate(database.service());
    }

    @AfterEach
    void stop() {
        service.close();
        database.close();
    }

    @Test
    void an_sms_that_is_delivered_is_shown_so() {
        Person person = Person.at(service);
        expect(person.start());

        receipts().record(Receipt.delivered("first", first.given.getFirst().id(), null));

        assertThat(state(person)).isEqualTo("delivered");
        assertThat(timer(person, "nextCall")).isEqualTo(60);
    }

    @Test
    void an_sms_that_a_receipt_says_is_lost_makes_a_call_possible_at_once_and_the_next_sms_goes_elsewhere() {
        Person person = Person.at(service);
        expect(person.start());
        UUID lost = first.given.getFirst().id();
        await().until(() -> written(lost).equals("sent"));

        receipts().record(Receipt.failed("first", lost, "unknown subscriber", null));

        assertThat(state(person)).isEqualTo("failed");
        assertThat(timer(person, "nextCall")).isZero();
        assertThat(timer(person, "nextSms")).isEqualTo(60);

        clock.advance(Duration.ofMinutes(1));
        assertThat(delivery(expect(person.resend("sms")))).isEqualTo("sent");
        assertThat(first.given).hasSize(1);
        assertThat(second.given).hasSize(1);
        assertThat(second.given.getFirst().text()).contains(person.code());
    }

    @Test
    void a_call_may_be_asked_for_at_night_once_an_sms_is_lost() {
        clock.set(java.time.Instant.parse("2026-03-01T01:30:00Z"));
        Person person = Person.at(service);
        expect(person.start());
        UUID lost = first.given.getFirst().id();
        await().until(() -> written(lost).equals("sent"));
        receipts().record(Receipt.failed("first", lost, "lost", null));

        assertThat(delivery(expect(person.resend("voice")))).isEqualTo("sent");
        assertThat(second.given).hasSize(1);
    }

    @Test
    void a_provider_that_was_unavailable_in_the_session_is_asked_last_from_then_on() {
        answer = new Refused(Reason.UNAVAILABLE, "away");
        Person person = Person.at(service);
        expect(person.start());
        assertThat(second.given).hasSize(1);
        await().until(() -> written(second.given.getFirst().id()).equals("sent"));
        answer = new Accepted("back");

        for (int i = 0; i < 2; i++) {
            clock.advance(Duration.ofMinutes(2));
            expect(person.resend("sms"));
            UUID sent = second.given.getLast().id();
            await().until(() -> written(sent).equals("sent"));
        }

        assertThat(first.given).hasSize(1);
        assertThat(second.given).hasSize(3);
        assertThat(second.given.stream().map(OutgoingMessage::text).distinct()).hasSize(1);
        expect(Person.at(service).start());
        assertThat(first.given)
                .as("another session begins with the first provider")
                .hasSize(2);
    }

    @Test
    void a_message_that_nobody_takes_costs_nothing_and_a_call_may_be_asked_for_at_once() {
        answer = new Refused(Reason.NUMBER_REFUSED, "no such number");
        Person person = Person.at(service);

        Reply refused = person.start();

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.code()).isEqualTo("SMS_UNAVAILABLE");
        assertThat(refused.json().required("nextCall").asInt()).isZero();
        assertThat(second.given).isEmpty();
        for (int i = 0; i < 10; i++) {
            assertThat(person.start().code()).isEqualTo("SMS_UNAVAILABLE");
        }
    }

    @Test
    void a_resend_that_nobody_takes_says_so_and_a_call_may_be_asked_for_at_once() {
        Person person = Person.at(service);
        expect(person.start());
        clock.advance(Duration.ofMinutes(2));
        answer = new Refused(Reason.NUMBER_REFUSED, "no such number");

        Reply refused = person.resend("sms");

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.code()).isEqualTo("SMS_UNAVAILABLE");
        answer = new Accepted("back");
        expect(person.resend("voice"));
    }

    @Test
    void a_message_speaks_more_languages_than_the_answers_do() {
        Reply started = service.post(
                "/api/onboarding/start",
                "{\"phoneNumber\":\"+33612345000\"}",
                "Accept-Language",
                "tlh, it-CH;q=0.9, fr;q=0.8");

        expect(started);
        assertThat(first.given.getLast().text()).startsWith("Il tuo codice");
        assertThat(started.header("Content-Language")).isEqualTo("fr");
    }

    private SendOutcome first(OutgoingMessage message) {
        return answer;
    }

    private Receipts receipts() {
        return service.bean(Receipts.class);
    }

    private String written(UUID message) {
        List<String> states = jdbc.queryForList("SELECT state FROM message WHERE id = ?", String.class, message);
        return states.getFirst();
    }

    private static String state(Person person) {
        return delivery(expect(person.status()));
    }

    private static String delivery(Reply reply) {
        return reply.json().at("/data/delivery/state").asString();
    }

    private static int timer(Person person, String name) {
        return expect(person.status()).json().at("/data/" + name).asInt();
    }
}
