package dev.firstring.platform.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.testing.RunningService;
import dev.firstring.testing.SharedService;
import dev.firstring.testing.TestDatabase;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.JdbcTemplate;

/** Of every table whose rows have a time it is decided how long they are kept. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RetentionRulesTest {

    private static final Map<String, String> KEPT = Map.ofEntries(
            Map.entry("account", "until it is erased; then the row says that it is"),
            Map.entry("account_identity", "as long as its account"),
            Map.entry("api_key", "operators see which keys there were"),
            Map.entry("flyway_schema_history", "one row a migration"),
            Map.entry("guard_alarm", "ends with the alarm"),
            Map.entry("keyset", "two rows"),
            Map.entry("keyset_superseded", "ends with the key"),
            Map.entry("number_holding", "tells who held a number, until the account is erased"),
            Map.entry("scheduled_tasks", "one row a job, kept by db-scheduler"),
            Map.entry("send_budget", "32 rows"),
            Map.entry("sip_credential", "its username is never given out again"),
            Map.entry("sip_server", "one row a server of the configuration"),
            Map.entry("sip_sync", "one row a credential and server"),
            Map.entry("time_partition", "ends with the partition"));
    private static final String TABLES_WITH_A_TIME = """
            SELECT DISTINCT pg_class.relname
              FROM pg_class
              JOIN pg_attribute ON pg_attribute.attrelid = pg_class.oid
              JOIN pg_type ON pg_type.oid = pg_attribute.atttypid
             WHERE pg_class.relkind IN ('r', 'p') AND NOT pg_class.relispartition
               AND pg_class.relnamespace = CAST('public' AS regnamespace)
               AND pg_attribute.attnum > 0 AND NOT pg_attribute.attisdropped
               AND pg_type.typname IN ('timestamptz', 'timestamp', 'date', '_timestamptz')
            """;
    private final SharedService shared = SharedService.ordinary();
    private final TestDatabase database = shared.database();
    private final RunningService service = shared.node();

    @Test
    void every_table_with_a_time_has_one_rule_or_a_reason_to_have_none() {
        List<String> decided = Stream.of(
                        KEPT.keySet().stream(),
                        tables(RetentionRule.class, RetentionRule::table),
                        tables(PassRule.class, PassRule::table),
                        tables(PartitionRule.class, PartitionRule::table))
                .flatMap(Function.identity())
                .toList();

        assertThat(decided).doesNotHaveDuplicates();
        assertThat(new TreeSet<>(decided)).isEqualTo(new TreeSet<>(tablesWithATime()));
    }

    private <T> Stream<String> tables(Class<T> type, Function<T, String> table) {
        Collection<T> rules = service.context().getBeansOfType(type).values();
        return rules.stream().map(table);
    }

    private List<String> tablesWithATime() {
        return new JdbcTemplate(database.service()).queryForList(TABLES_WITH_A_TIME, String.class);
    }
}
