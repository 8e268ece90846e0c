package dev.firstring.console.doctor.database;

import dev.firstring.console.doctor.Check;
import dev.firstring.console.doctor.Finding;
import dev.firstring.console.doctor.Finding.Fine;
import dev.firstring.console.doctor.Finding.Wrong;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Checks that the service's role has the privileges that it needs, and no more. */
public final class ServiceRoleCheck implements Check {

    private static final String POWERS = """
            SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls
              FROM pg_roles
             WHERE rolname = current_user
            """;

    private static final String CREATES = """
            SELECT has_schema_privilege(current_user, 'public', 'CREATE')
                OR has_database_privilege(current_user, current_database(), 'CREATE')
            """;

    private static final String OWNED = """
            SELECT relname
              FROM pg_class
             WHERE relnamespace = 'public'::regnamespace AND pg_has_role(current_user, relowner, 'USAGE')
             ORDER BY relname
             LIMIT 5
            """;

    private static final String UNREADABLE = """
            SELECT relname
              FROM pg_class
             WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v') AND NOT relispartition
               AND NOT has_table_privilege(current_user, oid, 'SELECT')
             ORDER BY relname
             LIMIT 5
            """;

    private static final String REWRITES_TRAIL = """
            SELECT coalesce(bool_or(has_any_column_privilege(current_user, relid, 'UPDATE')
                                    OR has_table_privilege(current_user, relid, 'DELETE, TRUNCATE')), false)
              FROM pg_partition_tree('public.audit_event')
            """;

    private final JdbcClient service;

    public ServiceRoleCheck(JdbcClient service) {
        this.service = service;
    }

    @Override
    public String subject() {
        return "service role";
    }

    @Override
    public List<Finding> look() {
        String role = service.sql("SELECT current_user").query(String.class).single();
        List<Finding> wrong = new ArrayList<>();
        if (holds(POWERS) || holds(CREATES)) {
            wrong.add(new Wrong(
                    subject(),
                    role + " can change the schema or the server",
                    "Run the service as a role that deploy/postgresql/roles.sql makes."));
        }
        List<String> owned = names(OWNED);
        if (!owned.isEmpty()) {
            wrong.add(new Wrong(
                    subject(),
                    role + " owns " + String.join(", ", owned) + " or is a member of the role that does",
                    "Migrate as the owner's role and give the service another."));
        }
        if (holds(REWRITES_TRAIL)) {
            wrong.add(new Wrong(
                    subject(),
                    role + " can rewrite the audit trail",
                    "REVOKE UPDATE, DELETE, TRUNCATE ON audit_event and its partitions FROM " + role + "."));
        }
        List<String> unreadable = names(UNREADABLE);
        if (!unreadable.isEmpty()) {
            wrong.add(new Wrong(
                    subject(),
                    role + " may not read " + String.join(", ", unreadable),
                    "Grant it what deploy/postgresql/roles.sql and the migrations grant to the service."));
        }
        return wrong.isEmpty()
                ? List.of(new Fine(subject(), role + " reads and writes rows and cannot change the schema"))
                : wrong;
    }

    private boolean holds(String question) {
        return service.sql(question).query(Boolean.class).single();
    }

    private List<String> names(String question) {
        return service.sql(question).query(String.class).list();
    }
}
