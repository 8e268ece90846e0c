package dev.firstring.bench.twin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerLogTest {

    private static final String AT = "2026-11-22 17:14:21.123 UTC ";

    @Test
    void statements_between_begin_and_commit_are_one_transaction_with_their_parameters() {
        Map<String, List<Transaction>> read = ServerLog.read(List.of(
                AT + "[7] LOG:  execute <unnamed>: SELECT 'mark 0 start'",
                AT + "[9] LOG:  execute S_1: BEGIN",
                AT + "[9] LOG:  execute S_2/C_3: INSERT INTO a (b, c)",
                "\tVALUES ($1, $2)",
                AT + "[9] DETAIL:  Parameters: $1 = 'it''s', $2 = NULL",
                AT + "[9] LOG:  execute S_4: SELECT 1",
                AT + "[9] LOG:  execute S_5: COMMIT"));

        assertThat(read.get("0 start"))
                .containsExactly(new Transaction(
                        List.of(
                                new Executed(
                                        "INSERT INTO a (b, c)\nVALUES ($1, $2)", java.util.Arrays.asList("it's", null)),
                                new Executed("SELECT 1", List.of())),
                        true));
    }

    @Test
    void connections_that_work_at_once_are_told_apart() {
        Map<String, List<Transaction>> read = ServerLog.read(List.of(
                AT + "[7] LOG:  execute <unnamed>: SELECT 'mark m'",
                AT + "[9] LOG:  execute S_1: BEGIN",
                AT + "[8] LOG:  execute <unnamed>: UPDATE x SET y = $1",
                AT + "[9] LOG:  execute S_1: DELETE FROM z",
                AT + "[8] DETAIL:  Parameters: $1 = '5'",
                AT + "[9] LOG:  execute S_1: COMMIT"));

        assertThat(read.get("m"))
                .containsExactlyInAnyOrder(
                        new Transaction(List.of(new Executed("DELETE FROM z", List.of())), true),
                        new Transaction(List.of(new Executed("UPDATE x SET y = $1", List.of("5"))), false));
    }

    @Test
    void a_statement_belongs_to_the_mark_before_it() {
        Map<String, List<Transaction>> read = ServerLog.read(List.of(
                AT + "[7] LOG:  execute <unnamed>: SELECT 'mark one'",
                AT + "[8] LOG:  execute <unnamed>: DELETE FROM a",
                AT + "[7] LOG:  execute <unnamed>: SELECT 'mark two'",
                AT + "[8] LOG:  execute <unnamed>: DELETE FROM b"));

        assertThat(read.get("one")).extracting(Transaction::signature).containsExactly(List.of("DELETE FROM a"));
        assertThat(read.get("two")).extracting(Transaction::signature).containsExactly(List.of("DELETE FROM b"));
    }

    @Test
    void what_was_rolled_back_and_what_sets_up_a_connection_is_left_out() {
        Map<String, List<Transaction>> read = ServerLog.read(List.of(
                AT + "[7] LOG:  execute <unnamed>: SELECT 'mark m'",
                AT + "[8] LOG:  execute <unnamed>: SET application_name = 'x'",
                AT + "[8] LOG:  execute <unnamed>: ",
                AT + "[8] LOG:  execute S_1: BEGIN",
                AT + "[8] LOG:  execute S_1: DELETE FROM b",
                AT + "[8] LOG:  execute S_1: ROLLBACK"));

        assertThat(read.get("m")).isEmpty();
    }
}
