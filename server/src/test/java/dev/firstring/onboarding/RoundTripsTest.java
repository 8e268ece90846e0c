package dev.firstring.onboarding;

import static dev.firstring.testing.Person.expect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.messaging.Channel;
import dev.firstring.messaging.MessageSender;
import dev.firstring.messaging.MessageSender.OutgoingMessage;
import dev.firstring.messaging.MessageSender.SendOutcome;
import dev.firstring.testing.CountingProxy;
import dev.firstring.testing.Person;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.SettableClock;
import dev.firstring.testing.TestDatabase;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What an operation costs the database, counted on the wire.
 */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoundTripsTest {

    private TestDatabase database;
    private CountingProxy proxy;
    private RunningService service;

    @BeforeAll
    void startService() throws IOException {
        database = TestDatabase.create();
        proxy = new CountingProxy(database.port());
        service = RunningService.over(database)
                .clock(new SettableClock())
                .sender(new Undecided())
                .set("firstring.database.url", "jdbc:postgresql://localhost:" + proxy.port() + "/" + database.name())
                .set("firstring.messaging.request-budget", "100ms")
                .set("firstring.keys.refresh", "1m")
                .set("db-scheduler.enabled", "false")
                .start();
        // The first flow opens the pool's connection and lets the driver prepare its statements.
        Person.at(service).onboard();
    }

    @AfterAll
    void stop() throws IOException {
        service.close();
        proxy.close();
        database.close();
    }

    @Test
    void a_start_takes_at_most_four_round_trips_and_one_commit() {
        Cost cost = leastOf(person -> {}, person -> expect(person.start()));

        assertThat(cost.transactions()).isEqualTo(1);
        assertThat(cost.roundTrips()).isBetween(1, 4);
    }

    @Test
    void judging_a_wrong_code_takes_at_most_three_round_trips_and_one_commit() {
        Cost cost = leastOf(Person::start, Person::verifyWrongly);

        assertThat(cost.transactions()).isEqualTo(1);
        assertThat(cost.roundTrips()).isBetween(1, 3);
    }

    @Test
    void judging_a_right_code_takes_at_most_three_round_trips_and_one_commit() {
        Cost cost = leastOf(Person::start, person -> expect(person.verify()));

        assertThat(cost.transactions()).isEqualTo(1);
        assertThat(cost.roundTrips()).isBetween(1, 3);
    }

    @Test
    void a_link_takes_one_commit() {
        Cost cost = leastOf(
                person -> {
                    expect(person.start());
                    expect(person.verify());
                },
                person -> expect(person.link()));

        assertThat(cost.transactions()).isEqualTo(1);
        assertThat(cost.roundTrips()).isBetween(1, 13);
    }

    private record Cost(int roundTrips, int transactions) {}

    /** The least that several runs cost: a job of the background that comes in between only ever adds. */
    private Cost leastOf(Consumer<Person> before, Consumer<Person> counted) {
        Cost least = new Cost(Integer.MAX_VALUE, Integer.MAX_VALUE);
        for (int run = 0; run < 20; run++) {
            Person person = Person.at(service);
            before.accept(person);
            proxy.reset();
            counted.accept(person);
            least = new Cost(
                    Math.min(least.roundTrips(), proxy.roundTrips()),
                    Math.min(least.transactions(), proxy.transactions()));
        }
        return least;
    }

    /** Says what became of a message only when asked to stop, so that nothing is written behind an answer. */
    private static final class Undecided implements MessageSender {

        private final CountDownLatch never = new CountDownLatch(1);

        @Override
        public String provider() {
            return "undecided";
        }

        @Override
        public boolean carries(Channel channel) {
            return true;
        }

        @Override
        public SendOutcome send(OutgoingMessage message) {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new SendOutcome.Refused(SendOutcome.Reason.UNAVAILABLE, "stopped");
        }
    }
}
