package dev.firstring.scale;

import dev.firstring.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.init.ScriptUtils;

/** A database of a service that has run for a year: more than a million rows, as of the hour at which test clocks start. */
public final class LargeDatabase {

    private static @Nullable LargeDatabase shared;

    /** A table with more rows than this is large: no statement may read it from end to end. */
    public static final int LARGE = 10_000;

    /** All but those of partitions, which come and go with those of the whole, and those of constraints. */
    private static final String WHICH = """
              FROM pg_index
              JOIN pg_class AS index ON index.oid = pg_index.indexrelid AND NOT index.relispartition
              JOIN pg_class AS whole ON whole.oid = pg_index.indrelid AND NOT whole.relispartition
             WHERE index.relnamespace = 'public'::regnamespace
               AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE pg_constraint.conindid = index.oid)
            """;

    private static final String INDEXES = "SELECT replace(pg_get_indexdef(index.oid), ' ON ONLY ', ' ON ')" + WHICH;
    private static final String INDEX_NAMES = "SELECT index.relname" + WHICH;

    /** What is deleted by and by must not come to be planned as the small table that it is then. */
    private static final String PLANS_STAY = """
            DO $$
            DECLARE
                leaf regclass;
            BEGIN
                FOR leaf IN SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' LOOP
                    EXECUTE format('ALTER TABLE %s SET (autovacuum_enabled = off)', leaf);
                END LOOP;
            END
            $$
            """;

    public final TestDatabase database = TestDatabase.create();
    public final JdbcTemplate superuser = new JdbcTemplate(database.superuser());

    private LargeDatabase() {
        List<String> indexes = superuser.queryForList(INDEXES, String.class);
        try (Connection connection = database.superuser().getConnection()) {
            for (String index : superuser.queryForList(INDEX_NAMES, String.class)) {
                superuser.execute("DROP INDEX " + index);
            }
            ScriptUtils.executeSqlScript(connection, new ClassPathResource("scale/large.sql"));
            indexes.forEach(superuser::execute);
            superuser.execute(PLANS_STAY);
            superuser.execute("VACUUM ANALYZE");
        } catch (SQLException e) {
            throw new IllegalStateException("could not fill the database", e);
        }
    }

    /** The one of this run of tests: it takes a while to make. What a test does stays; credentials and what is due are relied on. */
    public static synchronized LargeDatabase shared() {
        if (shared == null) {
            shared = new LargeDatabase();
        }
        return shared;
    }

    /** The names of the large tables, and of those partitions that a tenth of that makes large. */
    public Set<String> largeTables() {
        List<String> names = superuser.queryForList("""
                SELECT relname
                  FROM pg_class
                 WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
                   AND reltuples > CASE WHEN relispartition THEN ? / 10 ELSE ? END
                """, String.class, LARGE, LARGE);
        return new TreeSet<>(names);
    }
}
