package dev.firstring.onboarding;

import static dev.firstring.testing.Person.expect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.testing.Person;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.RunningService.Reply;
import dev.firstring.testing.SettableClock;
import dev.firstring.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.JdbcTemplate;

/** What a start costs that is refused, and what a crowd at one address costs the others. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusedStartsTest {

    private static final int CROWD = 24;

    private final SettableClock clock = new SettableClock();
    private TestDatabase database;
    private RunningService service;
    private JdbcTemplate jdbc;
    private int drawn;

    @BeforeAll
    void startService() {
        database = TestDatabase.create();
        service = RunningService.over(database)
                .clock(clock)
                .set("firstring.database.pool-size", 4)
                .set("firstring.limits.address-hour", 3)
                .set("firstring.limits.number-hour", 2)
                .set("firstring.keys.refresh", "1m")
                .set("db-scheduler.enabled", "false")
                .start();
        jdbc = new JdbcTemplate(database.service());
    }

    @AfterAll
    void stop() {
        service.close();
        database.close();
    }

    @Test
    void a_start_that_its_address_is_not_allowed_writes_nothing() {
        for (int i = 0; i < 3; i++) {
            expect(start(number(), "198.51.100.7", ""));
        }

        Reply refused = writingNothing(() -> start(number(), "198.51.100.7", ""));

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.json().required("policy").asString()).isEqualTo("address-hour");
    }

    @Test
    void a_start_that_its_number_is_not_allowed_writes_nothing() {
        String number = number();
        expect(start(number, address(), ""));
        expect(start(number, address(), ""));

        Reply refused = writingNothing(() -> start(number, address(), ""));

        assertThat(refused.json().required("policy").asString()).isEqualTo("number-hour");
    }

    @Test
    void a_start_without_the_challenge_that_is_wanted_writes_nothing() {
        String number = number();
        jdbc.update(
                "INSERT INTO number_guard (subject, failure_day, failures_today, failures_in_row, penalty, updated_at)"
                        + " VALUES (?, ?, 10, 10, 1, ?)",
                "number:" + number,
                java.sql.Date.valueOf(
                        clock.instant().atZone(java.time.ZoneOffset.UTC).toLocalDate()),
                java.sql.Timestamp.from(clock.instant()));

        Reply refused = writingNothing(() -> start(number, address(), ""));
        Reply guessed = writingNothing(() -> start(number, address(), ",\"challenge\":\"e30=\""));

        assertThat(refused.code()).isEqualTo("CHALLENGE_REQUIRED");
        assertThat(guessed.code()).isEqualTo("CHALLENGE_REQUIRED");
    }

    @Test
    void an_answer_tells_no_more_of_a_number_than_that_it_has_to_wait() {
        String number = number();
        Reply first = expect(start(number, address(), ""));
        Reply second = expect(start(number, address(), ""));
        Reply refused = start(number, address(), "");

        assertThat(first.header("RateLimit")).isEqualTo("\"address-hour\";r=2;t=3600");
        // The same for the one who came after others: nothing dates their codes.
        assertThat(second.header("RateLimit")).isEqualTo(first.header("RateLimit"));
        assertThat(second.header("RateLimit-Policy")).isEqualTo("\"address-hour\";q=3;w=3600");
        assertThat(refused.header("RateLimit")).isEqualTo("\"address-hour\";r=3;t=3600, \"number-hour\";r=0;t=3600");
    }

    @Test
    void an_address_that_is_used_up_learns_nothing_of_the_numbers_that_it_asks_for() {
        String used = number();
        expect(start(used, address(), ""));
        expect(start(used, address(), ""));
        String address = address();
        for (int i = 0; i < 3; i++) {
            expect(start(number(), address, ""));
        }

        Reply ofUsed = start(used, address, "");
        Reply ofFresh = start(number(), address, "");

        assertThat(ofUsed.status()).isEqualTo(429);
        assertThat(ofUsed.header("RateLimit")).isEqualTo("\"address-hour\";r=0;t=3600");
        for (String header : List.of("RateLimit", "RateLimit-Policy", "Retry-After")) {
            assertThat(ofUsed.header(header)).isEqualTo(ofFresh.header(header));
        }
        assertThat(ofUsed.json().required("policy")).isEqualTo(ofFresh.json().required("policy"));
        assertThat(ofUsed.json().required("retryAfter"))
                .isEqualTo(ofFresh.json().required("retryAfter"));
    }

    @Test
    void a_crowd_at_one_address_is_told_so_in_time_and_holds_up_nobody_else() throws Exception {
        String hot = "198.51.100.99";
        jdbc.update("INSERT INTO rate_limit (subject, taken) VALUES (?, '{}')", "address:" + hot);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Connection holder = holding("address:" + hot)) {
            List<Future<Reply>> crowd = new ArrayList<>();
            for (int i = 0; i < CROWD; i++) {
                String number = number();
                crowd.add(threads.submit(() -> start(number, hot, "")));
            }

            for (int i = 0; i < 5; i++) {
                Person.at(service).onboard();
            }

            assertThat(crowd).extracting(RefusedStartsTest::status).containsOnly(503);
            holder.rollback();
        }
        assertThat(start(number(), hot, "").status()).isEqualTo(200);
    }

    private static int status(Future<Reply> reply) {
        try {
            return reply.get().status();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Does it until nothing else of the server wrote in between: then the number of the next transaction stays. */
    private Reply writingNothing(Supplier<Reply> work) {
        long least = Long.MAX_VALUE;
        Reply last = null;
        for (int run = 0; run < 5; run++) {
            long before = nextTransaction();
            last = work.get();
            least = Math.min(least, nextTransaction() - before);
        }
        assertThat(least).as("transactions that wrote").isZero();
        return java.util.Objects.requireNonNull(last);
    }

    private long nextTransaction() {
        return jdbc.queryForObject(
                "SELECT CAST(CAST(pg_snapshot_xmax(pg_current_snapshot()) AS text) AS bigint)", Long.class);
    }

    private Connection holding(String subject) throws SQLException {
        Connection connection = database.service().getConnection();
        connection.setAutoCommit(false);
        try (var statement =
                connection.prepareStatement("SELECT subject FROM rate_limit WHERE subject = ? FOR UPDATE")) {
            statement.setString(1, subject);
            statement.executeQuery();
        }
        return connection;
    }

    private Reply start(String number, String address, String more) {
        return service.post(
                "/api/onboarding/start",
                "{\"phoneNumber\":\"%s\"%s}".formatted(number, more),
                "X-Forwarded-For",
                address);
    }

    private String number() {
        drawn++;
        return "+336123%05d".formatted(drawn);
    }

    private String address() {
        drawn++;
        return "203.0.%d.%d".formatted(113 + drawn / 250, drawn % 250 + 1);
    }
}
