package dev.firstring.console.doctor.database;

import dev.firstring.console.doctor.Check;
import dev.firstring.console.doctor.Finding;
import dev.firstring.console.doctor.Finding.Fine;
import dev.firstring.console.doctor.Finding.Wrong;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Checks that the role of the SIP servers can read its two views and nothing else. */
public final class SipReaderCheck implements Check {

    private static final List<String> VIEWS = List.of("dialable", "sip_auth", "subscriber");

    private static final String POWERS = """
            SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls
              FROM pg_roles
             WHERE rolname = :role
            """;

    private static final String READABLE = """
            SELECT relname
              FROM pg_class
             WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm')
               AND has_any_column_privilege(:role, oid, 'SELECT')
             ORDER BY relname
            """;

    private static final String WRITABLE = """
            SELECT relname
              FROM pg_class
             WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v')
               AND (has_any_column_privilege(:role, oid, 'INSERT, UPDATE')
                    OR has_table_privilege(:role, oid, 'DELETE, TRUNCATE'))
             ORDER BY relname
            """;

    private static final String OWNER_MAY_END = """
            SELECT pg_has_role(relowner, :role, 'USAGE')
              FROM pg_class
             WHERE oid = 'public.sip_auth'::regclass
            """;

    private final JdbcClient service;
    private final String role;

    public SipReaderCheck(JdbcClient service, String role) {
        this.service = service;
        this.role = role;
    }

    @Override
    public String subject() {
        return "SIP reader role";
    }

    @Override
    public List<Finding> look() {
        Optional<Boolean> powers =
                service.sql(POWERS).param("role", role).query(Boolean.class).optional();
        if (powers.isEmpty()) {
            return List.of(new Wrong(
                    subject(),
                    "there is no role " + role,
                    "Make it with deploy/postgresql/roles.sql, or name yours in"
                            + " firstring.database.sip-reader-username."));
        }
        List<Finding> wrong = new ArrayList<>();
        if (powers.get()) {
            wrong.add(new Wrong(
                    subject(), role + " has rights on the server", "Make it as deploy/postgresql/roles.sql does."));
        }
        List<String> more = new ArrayList<>(names(READABLE));
        List<String> missing = new ArrayList<>(VIEWS);
        missing.removeAll(more);
        more.removeAll(VIEWS);
        if (!more.isEmpty()) {
            wrong.add(new Wrong(
                    subject(),
                    role + " can read " + String.join(", ", more),
                    "REVOKE ALL ON " + String.join(", ", more) + " FROM " + role + "."));
        }
        if (!missing.isEmpty()) {
            wrong.add(new Wrong(
                    subject(),
                    role + " cannot read " + String.join(", ", missing),
                    "GRANT SELECT ON " + String.join(", ", missing) + " TO " + role + "."));
        }
        List<String> writable = names(WRITABLE);
        if (!writable.isEmpty()) {
            wrong.add(new Wrong(
                    subject(),
                    role + " can change " + String.join(", ", writable),
                    "REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON " + String.join(", ", writable) + " FROM " + role
                            + "."));
        }
        if (!service.sql(OWNER_MAY_END).param("role", role).query(Boolean.class).single()) {
            wrong.add(new Wrong(
                    subject(),
                    "the owner of the schema cannot end sessions of " + role + " that take too long",
                    "GRANT " + role + " TO the owner, as deploy/postgresql/roles.sql does."));
        }
        return wrong.isEmpty() ? List.of(new Fine(subject(), role + " sees the views and nothing else")) : wrong;
    }

    private List<String> names(String question) {
        return service.sql(question).param("role", role).query(String.class).list();
    }
}
