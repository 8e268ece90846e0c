package dev.firstring.sipserver.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.scale.LargeDatabase;
import dev.firstring.scale.RunStatement;
import dev.firstring.scale.StatementLog;
import dev.firstring.sipserver.ServerId;
import dev.firstring.testing.SettableClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.JdbcTemplate;

/** Listing a hundred thousand accounts for a server that is new. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("slow")
class BackfillAtScaleTest {

    private static final ServerId NEW = new ServerId("new");

    private final LargeDatabase large = LargeDatabase.shared();
    private final StatementLog log = new StatementLog(large.superuser);
    private final SettableClock clock = new SettableClock();
    private Backfill backfill;

    @BeforeEach
    void begin() {
        large.superuser.update("""
                INSERT INTO sip_server (id, reads_database, added_at, fill_position)
                VALUES ('new', false, 'epoch', '00000000-0000-0000-0000-000000000000')
                """);
        log.on(true);
        backfill = new Backfill(new JdbcTemplate(large.database.service()), clock);
    }

    @AfterEach
    void forget() {
        large.superuser.update("DELETE FROM sip_sync WHERE server_id = 'new'");
        large.superuser.update("DELETE FROM sip_server WHERE id = 'new'");
    }

    @Test
    void a_step_reads_a_batch_of_credentials_however_far_the_list_has_come() {
        log.mark();
        assertThat(backfill.step(NEW)).isTrue();
        large.superuser.update("""
                UPDATE sip_server
                   SET fill_position = (SELECT id FROM sip_credential ORDER BY id OFFSET 50000 LIMIT 1)
                 WHERE id = 'new'
                """);
        assertThat(backfill.step(NEW)).isTrue();

        List<RunStatement> steps = steps();
        assertThat(steps).hasSize(2).allSatisfy(step -> {
            assertThat(step.readWhole(large.largeTables())).isEmpty();
            assertThat(step.rowsRead()).isLessThan(4000);
        });
    }

    @Test
    void a_server_that_has_all_costs_one_read_of_the_servers() {
        large.superuser.update("UPDATE sip_server SET fill_position = NULL WHERE id = 'new'");
        log.mark();

        assertThat(backfill.step(NEW)).isFalse();

        assertThat(steps())
                .hasSize(1)
                .allSatisfy(step -> assertThat(step.rowsRead()).isLessThan(10));
    }

    @Test
    void a_node_that_found_nothing_to_list_asks_again_after_a_minute_and_at_once_while_there_is_more() {
        assertThat(backfill.stepIfDue(NEW)).isTrue();
        assertThat(backfill.stepIfDue(NEW)).isTrue();
        large.superuser.update("UPDATE sip_server SET fill_position = NULL WHERE id = 'new'");
        log.mark();
        for (int second = 0; second < 60; second++) {
            assertThat(backfill.stepIfDue(NEW)).isFalse();
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(steps()).hasSize(1);

        large.superuser.update(
                "UPDATE sip_server SET fill_position = '00000000-0000-0000-0000-000000000000' WHERE id = 'new'");
        assertThat(backfill.stepIfDue(NEW)).isTrue();
    }

    private List<RunStatement> steps() {
        return log.since().stream()
                .filter(statement -> statement.text().contains("fill_position")
                        && !statement.text().startsWith("UPDATE sip_server"))
                .toList();
    }
}
