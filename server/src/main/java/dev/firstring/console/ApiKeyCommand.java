package dev.firstring.console;

import dev.firstring.account.apikey.ApiKeyCreation;
import dev.firstring.account.apikey.ApiKeys;
import dev.firstring.account.apikey.NewApiKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Creates, lists and revokes the API keys of programs that call the admin API. */
@Command(
        name = "api-key",
        description = "Makes, lists and revokes the keys of programs that call the admin API.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class ApiKeyCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: create, list or revoke.");
    }

    @Command(
            name = "create",
            description = {
                "Makes a key and prints it, alone, on standard output. It is shown this once:",
                "only its SHA-256 is kept."
            },
            mixinStandardHelpOptions = true)
    int create(
            @Mixin SettingsOptions options,
            @Option(
                            names = "--name",
                            paramLabel = "NAME",
                            required = true,
                            description = "What it is called in lists and in the trail: 1 to 64 of a-z, 0-9, dash.")
                    String name,
            @Option(
                            names = "--scope",
                            paramLabel = "SCOPE",
                            required = true,
                            split = ",",
                            description =
                                    "What it may do: sip:read, sip:write, sip:reconcile, guard:read, or all; may be repeated.")
                    List<String> scopes,
            @Option(
                            names = "--expires-in",
                            paramLabel = "TIME",
                            defaultValue = "365d",
                            converter = PeriodConverter.class,
                            description = "How long it is good for, such as 12h or 90d, at most 1095d. Default: 365d.")
                    Duration life)
            throws IOException {
        NewApiKey wanted = wanted(name, scopes, life);
        return options.beside(parts -> switch (parts.get(ApiKeys.class).create(wanted)) {
            case ApiKeyCreation.Created(var key, var expiresAt) -> {
                out().println(key.reveal());
                err().println("This is the only time that the key is shown. It is good until " + expiresAt + ".");
                yield ExitCode.OK;
            }
            case ApiKeyCreation.NameTaken() -> {
                err().println("There is a key named " + name
                        + " already, and names are not used again. Choose another name.");
                yield ExitCode.SOFTWARE;
            }
        });
    }

    @Command(
            name = "list",
            description = "Lists all keys that ever were; none of them can be shown again.",
            mixinStandardHelpOptions = true)
    int list(@Mixin SettingsOptions options) throws IOException {
        return options.beside(parts -> {
            new ApiKeyTable(parts.get(Clock.class).instant())
                    .lines(parts.get(ApiKeys.class).list())
                    .forEach(out()::println);
            return ExitCode.OK;
        });
    }

    @Command(
            name = "revoke",
            description = "Makes a key useless at once, on every node. It cannot be made good again.",
            mixinStandardHelpOptions = true)
    int revoke(
            @Mixin SettingsOptions options,
            @Parameters(paramLabel = "NAME", description = "The name of the key.") String name)
            throws IOException {
        return options.beside(parts -> switch (parts.get(ApiKeys.class).revoke(name)) {
            case DONE -> {
                out().println("The key " + name + " is revoked.");
                yield ExitCode.OK;
            }
            case ALREADY -> {
                out().println("The key " + name + " was revoked before.");
                yield ExitCode.OK;
            }
            case UNKNOWN -> {
                err().println("There is no key named " + name + ". `firstring api-key list` shows all.");
                yield ExitCode.SOFTWARE;
            }
        });
    }

    private NewApiKey wanted(String name, List<String> words, Duration life) {
        try {
            return new NewApiKey(name, ScopeWords.read(words), life);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
