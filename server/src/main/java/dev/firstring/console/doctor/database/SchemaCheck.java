package dev.firstring.console.doctor.database;

import dev.firstring.console.doctor.Check;
import dev.firstring.console.doctor.Finding;
import dev.firstring.console.doctor.Finding.Fine;
import dev.firstring.platform.configuration.StartFailure;
import dev.firstring.platform.database.Database;
import java.util.List;

/** Checks that the schema is at the version of this program, or that the service can migrate it when it starts. */
public final class SchemaCheck implements Check {

    private final Database database;
    private boolean current;

    public SchemaCheck(Database database) {
        this.database = database;
    }

    /** Whether the last check found the schema at the version of this program. */
    public boolean current() {
        return current;
    }

    @Override
    public String subject() {
        return "schema";
    }

    @Override
    public List<Finding> look() {
        try {
            database.checkSchema();
            current = true;
            return List.of(new Fine(subject(), "no migration is missing"));
        } catch (StartFailure e) {
            if (database.owner().isEmpty()) {
                throw e;
            }
            return List.of(new Fine(
                    subject(), "not made or not up to date; the service sees to it when it starts, or `migrate` does"));
        }
    }
}
