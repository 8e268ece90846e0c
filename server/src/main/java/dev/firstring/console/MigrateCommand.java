package dev.firstring.console;

import dev.firstring.platform.database.Database;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Migrates the schema to the version of this program. */
@Command(
        name = "migrate",
        description = {
            "Brings the schema of the database to the version of this program, as the role that owns it",
            "(firstring.database.owner-username, firstring.database.owner-password). Does nothing when it is there."
        },
        mixinStandardHelpOptions = true)
final class MigrateCommand implements Callable<Integer> {

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        try (Database database = options.settings().access().connect()) {
            int migrations = database.migrate();
            spec.commandLine()
                    .getOut()
                    .println(
                            migrations == 0
                                    ? "The schema is at the version of this program already."
                                    : "The schema is at the version of this program now; migrations: " + migrations
                                            + ".");
            return ExitCode.OK;
        }
    }
}
