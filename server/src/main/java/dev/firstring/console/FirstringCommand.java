package dev.firstring.console;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The top-level command. */
@Command(
        name = "firstring",
        description =
                "Looks after a Firstring service. Settings come from the environment and files, as for the service.",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:done", "1:something is wrong, the output says what", "2:the command was given wrongly"},
        subcommands = {
            ApiKeyCommand.class,
            ConfigCommand.class,
            CreateAdminCommand.class,
            DoctorCommand.class,
            GenerateMasterKeyCommand.class,
            MigrateCommand.class,
            ReconcileCommand.class,
            RotateKeysCommand.class,
            VersionCommand.class,
            HelpCommand.class
        })
final class FirstringCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say which command to run.");
    }
}
