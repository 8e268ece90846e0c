package dev.firstring.platform.database;

import dev.firstring.platform.configuration.StartFailure;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.output.MigrateResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Migrates the schema as its owner, or only checks it if the owner's login is not configured. */
final class Schema {

    private static final Logger LOG = LoggerFactory.getLogger(Schema.class);

    private Schema() {}

    /**
     * Migrates the schema to the version of this program; safe if several nodes do so concurrently.
     *
     * @return the number of migrations that ran
     * @throws StartFailure if it is not a schema of Firstring, or a migration fails
     */
    static int migrate(DataSource owner, String serviceRole, String sipReaderRole) {
        try {
            MigrateResult result = Flyway.configure()
                    .dataSource(owner)
                    .placeholders(Map.of("serviceRole", serviceRole, "sipReaderRole", sipReaderRole))
                    .load()
                    .migrate();
            if (result.migrationsExecuted > 0) {
                LOG.info("the schema of the database is now at version {}", result.targetSchemaVersion);
            }
            return result.migrationsExecuted;
        } catch (FlywayException e) {
            throw new StartFailure("the schema of the database cannot be brought up to date: " + oneLine(e), e);
        }
    }

    /**
     * Checks that no migration is pending. A newer schema passes, so that rolling updates are possible.
     *
     * @throws StartFailure if a migration is pending or the schema cannot be read
     */
    static void check(DataSource service) {
        try {
            Flyway flyway = Flyway.configure().dataSource(service).load();
            MigrationInfo[] pending = flyway.info().pending();
            if (pending.length > 0) {
                throw new StartFailure("the schema of the database lacks version "
                        + pending[pending.length - 1].getVersion()
                        + ": run bin/firstring migrate with the owner's login, or set firstring.database.owner-username and"
                        + " firstring.database.owner-password");
            }
        } catch (FlywayException e) {
            throw new StartFailure("the schema of the database cannot be read: " + oneLine(e), e);
        }
    }

    private static String oneLine(FlywayException e) {
        return String.valueOf(e.getMessage())
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .limit(3)
                .reduce((first, second) -> first + " " + second)
                .orElse("");
    }
}
