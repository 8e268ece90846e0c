package dev.firstring.platform.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstring.testing.SettableClock;
import dev.firstring.testing.TestDatabase;
import dev.firstring.testing.Together;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

@Tag("slow")
class PartitionsTest {

    private static final Duration KEEP = Duration.ofDays(400);

    private final TestDatabase database = TestDatabase.create();
    private final JdbcTemplate service = new JdbcTemplate(database.service());
    private final JdbcTemplate owner = new JdbcTemplate(database.superuser());
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final SettableClock clock = new SettableClock();
    private final Instant now = databaseNow();

    @AfterEach
    void stop() {
        database.close();
    }

    @Test
    void what_happens_now_goes_to_a_partition_of_its_own_time() {
        audit(now);

        assertThat(partitionsWithEvents()).hasSize(1).allMatch(name -> name.matches("audit_event_\\d{8}"));
    }

    @Test
    void a_partition_is_dropped_once_all_of_it_is_older_than_the_table_is_kept() {
        Instant old = now.minus(KEEP).minus(70, ChronoUnit.DAYS).truncatedTo(ChronoUnit.DAYS);
        make("audit_event", old, old.plus(Duration.ofDays(30)));
        audit(old);
        audit(old.plus(Duration.ofDays(29)));
        audit(now);

        clock.set(old.plus(Duration.ofDays(30)).plus(KEEP).minusSeconds(1));
        partitions(new PartitionRule("audit_event", KEEP)).run();
        assertThat(events()).isEqualTo(3);

        clock.set(old.plus(Duration.ofDays(30)).plus(KEEP));
        partitions(new PartitionRule("audit_event", KEEP)).run();
        assertThat(events()).isEqualTo(1);
        assertThat(meters.get("firstring.retention.dropped").counter().count()).isEqualTo(1);
    }

    @Test
    void a_row_whose_partition_is_missing_is_kept_and_forgotten_all_the_same() {
        Instant old = now.minus(KEEP).minus(1, ChronoUnit.DAYS);
        audit(old);
        audit(now.minus(Duration.ofDays(200)));
        assertThat(partitionsWithEvents()).containsExactly("audit_event_default");

        clock.set(now);
        partitions(new PartitionRule("audit_event", KEEP)).run();

        assertThat(events()).isEqualTo(1);
    }

    @Test
    void nobody_but_the_owner_drops_what_is_younger_than_the_trail_is_kept_at_least() {
        forgetPartitions();
        Instant month = now.minus(Duration.ofDays(45)).truncatedTo(ChronoUnit.DAYS);
        make("audit_event", month, month.plus(Duration.ofDays(20)));
        audit(month);
        audit(now.minus(Duration.ofDays(29)));
        audit(now);

        assertThat(service.queryForObject("SELECT drop_partition('audit_event', 'infinity')", String.class))
                .isNull();
        assertThat(service.queryForObject("SELECT forget_default_rows('audit_event', 'infinity', 1000)", Integer.class))
                .isZero();
        assertThat(events()).isEqualTo(3);
    }

    @Test
    void nodes_that_start_at_once_after_a_long_rest_make_each_partition_once() {
        forgetPartitions();

        Together.run(8, node -> {
            partitions().start();
            return node;
        });

        audit(now);
        assertThat(partitionsWithEvents()).doesNotContain("audit_event_default");
        assertThat(owner.queryForObject("SELECT count(*) FROM time_partition WHERE parent = 'message'", Integer.class))
                .isEqualTo(4);
    }

    @Test
    void rows_that_came_while_there_was_no_partition_keep_no_later_one_from_being_made() {
        forgetPartitions();
        audit(now);

        partitions().run();

        audit(now);
        audit(now.plus(Duration.ofDays(32)));
        assertThat(partitionsWithEvents()).hasSize(2).contains("audit_event_default");
    }

    @Test
    void dropping_waits_for_a_reader_only_for_a_moment_and_is_done_later() throws SQLException {
        Instant old = now.minus(KEEP).minus(70, ChronoUnit.DAYS).truncatedTo(ChronoUnit.DAYS);
        make("audit_event", old, old.plus(Duration.ofDays(30)));
        audit(old);
        clock.set(now);
        Partitions partitions = partitions(new PartitionRule("audit_event", KEEP));
        try (Connection reader = database.service().getConnection()) {
            reader.setAutoCommit(false);
            reader.createStatement()
                    .executeQuery("SELECT count(*) FROM audit_event")
                    .close();

            assertThatThrownBy(partitions::run).hasStackTraceContaining("lock timeout");
            reader.rollback();
        }
        assertThat(events()).isEqualTo(1);

        partitions.run();
        assertThat(events()).isZero();
    }

    private Partitions partitions(PartitionRule... rules) {
        return new Partitions(service, clock, meters, List.of(rules));
    }

    /** As after a long rest of all nodes. */
    private void forgetPartitions() {
        for (String name : owner.queryForList("SELECT name FROM time_partition", String.class)) {
            owner.execute("DROP TABLE " + name);
        }
        owner.update("DELETE FROM time_partition");
    }

    private void make(String table, Instant begins, Instant ends) {
        assertThat(owner.queryForObject(
                        "SELECT make_partition(?, ?, ?)",
                        Boolean.class,
                        table,
                        Timestamp.from(begins),
                        Timestamp.from(ends)))
                .isTrue();
    }

    private void audit(Instant at) {
        service.update(
                "INSERT INTO audit_event (at, action, actor) VALUES (?, 'tested', 'system')", Timestamp.from(at));
    }

    private int events() {
        Integer count = service.queryForObject("SELECT count(*) FROM audit_event", Integer.class);
        return count == null ? 0 : count;
    }

    private List<String> partitionsWithEvents() {
        return service.queryForList("SELECT DISTINCT tableoid::regclass::text FROM audit_event", String.class);
    }

    private Instant databaseNow() {
        Timestamp at = owner.queryForObject("SELECT now()", Timestamp.class);
        return Objects.requireNonNull(at).toInstant();
    }
}
