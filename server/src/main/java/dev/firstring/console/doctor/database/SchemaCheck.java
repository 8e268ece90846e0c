package dev.firstring.console.doctor.database;

import dev.firstring.console.doctor.Check;
import dev.firstring.console.doctor.Finding;
import dev.firstring.console.doctor.Finding.Fine;
import dev.firstring.platform.database.Database;
import java.util.List;

/** Whether the schema is at the version of this program. */
public final class SchemaCheck implements Check {

    private final Database database;

    public SchemaCheck(Database database) {
        this.database = database;
    }

    @Override
    public String subject() {
        return "schema";
    }

    @Override
    public List<Finding> look() {
        database.checkSchema();
        return List.of(new Fine(subject(), "no migration is missing"));
    }
}
