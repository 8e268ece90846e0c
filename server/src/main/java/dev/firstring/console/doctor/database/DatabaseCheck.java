package dev.firstring.console.doctor.database;

import dev.firstring.console.doctor.Check;
import dev.firstring.console.doctor.Finding;
import dev.firstring.console.doctor.Finding.Fine;
import dev.firstring.console.doctor.Finding.Wrong;
import dev.firstring.platform.database.Database;
import dev.firstring.platform.database.DatabaseAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Checks that the database is reachable with each login of this process. */
public final class DatabaseCheck implements Check {

    private final Supplier<DatabaseAccess> access;
    private Optional<Database> opened = Optional.empty();

    public DatabaseCheck(Supplier<DatabaseAccess> access) {
        this.access = access;
    }

    /** The database, if it was reachable. The caller closes it. */
    public Optional<Database> opened() {
        return opened;
    }

    @Override
    public String subject() {
        return "database";
    }

    @Override
    public List<Finding> look() {
        Database database = access.get().connect();
        opened = Optional.of(database);
        List<Finding> findings = new ArrayList<>();
        findings.add(reached(database.service(), database));
        findings.add(database.owner()
                .map(owner -> reached(owner, database))
                .orElseGet(() -> new Fine(
                        subject(),
                        "the owner's login is not given: the schema is only checked here, migrate it elsewhere")));
        return findings;
    }

    private Finding reached(DataSource source, Database database) {
        return JdbcClient.create(source)
                .sql("SELECT current_user, current_setting('server_version'), current_setting('fsync')")
                .query((row, number) -> "off".equals(row.getString(3))
                        ? new Wrong(
                                subject(),
                                database.url() + " runs with fsync off and loses data when it stops hard",
                                "Set fsync = on.")
                        : new Fine(
                                subject(),
                                database.url() + " as " + row.getString(1) + ", PostgreSQL " + row.getString(2)))
                .single();
    }
}
