package dev.firstring.sipserver.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.sip.Credential;
import dev.firstring.sip.SipFixture;
import dev.firstring.sipserver.Capability;
import dev.firstring.sipserver.MemoryServer;
import dev.firstring.sipserver.drift.finding.DriftKind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** What a comparison writes to the database. PostgreSQL counts it: a trigger on each table notes every statement. */
@Tag("slow")
class WritesOfARunTest {

    private final SipFixture fixture = new SipFixture();
    private final MemoryServer rest = new MemoryServer("rest", Capability.LISTS_ACCOUNTS, Capability.TELLS_HASHES);
    private final DriftNode node = new DriftNode(fixture, rest);
    private final People people = new People(fixture, node);
    private final JdbcTemplate superuser = new JdbcTemplate(fixture.database.superuser());

    @BeforeEach
    void count() {
        superuser.execute("CREATE TABLE written (name text NOT NULL)");
        superuser.execute("""
                CREATE FUNCTION note_write() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
                BEGIN
                    INSERT INTO public.written (name) VALUES (TG_TABLE_NAME);
                    RETURN NULL;
                END
                $$
                """);
        List<String> tables = superuser.query(
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'written'",
                (row, number) -> row.getString(1));
        tables.forEach(table -> superuser.execute("CREATE TRIGGER note_write AFTER INSERT OR UPDATE OR DELETE ON "
                + table + " FOR EACH STATEMENT EXECUTE FUNCTION note_write()"));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void a_comparison_without_differences_writes_as_often_for_a_thousand_accounts_as_for_one() {
        people.synced();
        Map<String, Integer> ofOne = writes();
        people.many(999);
        Map<String, Integer> ofAThousand = writes();

        assertThat(ofOne).containsKey("drift_run").doesNotContainKeys("sip_sync", "sip_credential", "drift_finding");
        assertThat(ofAThousand).isEqualTo(ofOne);
    }

    @Test
    void a_difference_is_the_only_thing_that_is_written_for_an_account() {
        Credential lost = people.many(500).getFirst();
        rest.lose(People.aor(lost));

        Map<String, Integer> written = writes();

        assertThat(written).containsEntry("drift_finding", 1).doesNotContainKeys("sip_sync", "sip_credential");
        assertThat(node.found(node.runs.last().orElseThrow(), DriftKind.MISSING))
                .containsExactly(People.aor(lost));
    }

    /** How many statements of a comparison wrote to each table. */
    private Map<String, Integer> writes() {
        superuser.execute("TRUNCATE written");
        node.compare();
        Map<String, Integer> written = new TreeMap<>();
        superuser.query("SELECT name, count(*) AS statements FROM written GROUP BY name", row -> {
            written.put(row.getString("name"), row.getInt("statements"));
        });
        return written;
    }
}
