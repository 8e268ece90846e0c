package dev.firstring.peers;

import static dev.firstring.testing.Person.bearer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstring.platform.Ids;
import dev.firstring.platform.Mode;
import dev.firstring.platform.Secret;
import dev.firstring.platform.configuration.PlatformSettings;
import dev.firstring.platform.configuration.StartFailure;
import dev.firstring.platform.database.DatabaseAccess;
import dev.firstring.platform.database.DatabaseSettings;
import dev.firstring.testing.Person;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.RunningService.Reply;
import dev.firstring.testing.SettableClock;
import dev.firstring.testing.TestDatabase;
import dev.firstring.testing.Together;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * PgBouncer of Debian between the nodes and the database. In transaction mode a transaction runs on whichever connection
 * of the server is free, and this version knows nothing of prepared statements.
 */
@Tag("peer")
class NodesBehindPgBouncerTest {

    /** Fewer connections than the nodes have, so that each of theirs comes to all of them. */
    private static final String TRANSACTIONS = """
            pool_mode = transaction
            default_pool_size = 6
            """;

    private static final String STATEMENTS = """
            pool_mode = statement
            """;

    private static final int THREADS = 10;
    private static final int FLOWS_EACH = 6;

    @Test
    void sixty_flows_on_two_nodes_all_end_well() {
        try (TestDatabase database = TestDatabase.create();
                PgBouncer bouncer = PgBouncer.before(database, TRANSACTIONS);
                RunningService one = node(database, bouncer.url());
                RunningService other = node(database, bouncer.url())) {
            List<Integer> statuses =
                    Together.run(THREADS, thread -> thread % 2 == 0 ? flows(one, other) : flows(other, one)).stream()
                            .flatMap(List::stream)
                            .toList();

            assertThat(counted(statuses)).containsOnly(Map.entry(200, THREADS * FLOWS_EACH * 7));
            assertThat(new JdbcTemplate(database.service())
                            .queryForObject("SELECT count(*) FROM message WHERE state = 'sent'", Integer.class))
                    .isPositive();
        }
    }

    @Test
    void the_schema_is_migrated_through_it_by_two_at_once(@TempDir Path data) {
        try (TestDatabase database = TestDatabase.empty();
                PgBouncer bouncer = PgBouncer.before(database, TRANSACTIONS)) {
            List<Integer> migrations =
                    Together.run(2, node -> access(bouncer.url(), data).open().migrate());

            // They take turns, a migration at a time; none is run twice.
            assertThat(migrations.stream().mapToInt(Integer::intValue).sum())
                    .isPositive()
                    .isEqualTo(new JdbcTemplate(database.superuser())
                            .queryForObject(
                                    "SELECT count(*) FROM flyway_schema_history WHERE success AND version IS NOT NULL",
                                    Integer.class));
            access(bouncer.url(), data).open().checkSchema();
        }
    }

    @Test
    void a_node_does_not_start_where_each_statement_gets_a_connection_of_its_own() {
        try (TestDatabase database = TestDatabase.create();
                PgBouncer bouncer = PgBouncer.before(database, STATEMENTS)) {
            assertThatThrownBy(() -> node(database, bouncer.url()).close())
                    .hasRootCauseInstanceOf(org.postgresql.util.PSQLException.class)
                    .satisfies(failure -> assertThat(messages(failure))
                            .anyMatch(message -> message.contains("pool_mode = transaction")));
        }
    }

    private static List<Integer> flows(RunningService node, RunningService other) {
        List<Integer> statuses = new ArrayList<>();
        for (int flow = 0; flow < FLOWS_EACH; flow++) {
            wholeFlow(node, other, statuses);
        }
        return statuses;
    }

    private static void wholeFlow(RunningService node, RunningService other, List<Integer> statuses) {
        Person person = Person.at(node);
        statuses.add(person.start().status());
        statuses.add(person.status().status());
        Reply wrong = person.verifyWrongly();
        statuses.add(wrong.code().equals("INVALID_OTP") ? 200 : wrong.status());
        statuses.add(person.verify().status());
        Reply linked = person.link();
        statuses.add(linked.status());
        statuses.add(other.get("/api/account", bearer(linked)).status());
        statuses.add(other.get("/api/sip/credentials", bearer(linked)).status());
    }

    private static DatabaseAccess access(String url, Path data) {
        Secret password = Secret.of(TestDatabase.PASSWORD);
        return new DatabaseAccess(
                new PlatformSettings(Mode.PRODUCTION, data, false),
                new DatabaseSettings(
                        url,
                        TestDatabase.SERVICE,
                        password,
                        TestDatabase.OWNER,
                        password,
                        TestDatabase.SIP_READER,
                        null,
                        Duration.ofSeconds(10),
                        16,
                        0,
                        null),
                new Ids(new SettableClock(), new SecureRandom()));
    }

    private static RunningService node(TestDatabase database, String url) {
        return RunningService.over(database)
                .set("firstring.database.url", url)
                .set("firstring.limits.service-minute", 100_000)
                .start();
    }

    private static Map<Integer, Integer> counted(List<Integer> statuses) {
        Map<Integer, Integer> counts = new TreeMap<>();
        statuses.forEach(status -> counts.merge(status, 1, Integer::sum));
        return counts;
    }

    private static List<String> messages(Throwable failure) {
        List<String> messages = new ArrayList<>();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            messages.add(cause instanceof StartFailure ? String.valueOf(cause.getMessage()) : "");
        }
        return messages;
    }
}
