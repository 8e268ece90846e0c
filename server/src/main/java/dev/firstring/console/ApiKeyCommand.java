package dev.firstring.console;

import dev.firstring.account.admin.Scope;
import dev.firstring.account.apikey.ApiKeyCreation;
import dev.firstring.account.apikey.ApiKeys;
import dev.firstring.account.apikey.KnownApiKey;
import dev.firstring.account.apikey.NewApiKey;
import dev.firstring.platform.WireWord;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

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

    /** Parses a duration in an operator's notation: {@code 30m}, {@code 12h}, {@code 90d}. */
    static final class PeriodConverter implements ITypeConverter<Duration> {

        private static final Pattern FORM = Pattern.compile("([0-9]{1,9})([mhd])");

        @Override
        public Duration convert(String text) {
            Matcher matcher = FORM.matcher(text);
            if (!matcher.matches()) {
                throw new TypeConversionException("'" + text + "' is no length of time; write 30m, 12h or 90d");
            }
            long count = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "m" -> Duration.ofMinutes(count);
                case "h" -> Duration.ofHours(count);
                default -> Duration.ofDays(count);
            };
        }
    }

    /** Parses the scopes given by an operator. */
    static final class ScopeWords {

        private static final String ALL = "all";

        private ScopeWords() {}

        /** @throws IllegalArgumentException if a scope is unknown; the message lists all scopes */
        static Set<Scope> read(List<String> words) {
            Set<Scope> scopes = EnumSet.noneOf(Scope.class);
            for (String word : words) {
                if (word.equals(ALL)) {
                    scopes.addAll(EnumSet.allOf(Scope.class));
                } else {
                    scopes.add(Scope.ofWord(word).orElseThrow(() -> unknown(word)));
                }
            }
            return scopes;
        }

        private static IllegalArgumentException unknown(String word) {
            return new IllegalArgumentException("there is no scope " + word + "; choose from "
                    + Arrays.stream(Scope.values()).map(Scope::word).collect(Collectors.joining(", ")) + ", or " + ALL);
        }
    }

    /** Formats API keys as a text table, one line each. */
    private static final class ApiKeyTable {

        private static final List<String> HEAD = List.of("name", "scopes", "created", "expires", "last used", "state");

        private final Instant now;

        ApiKeyTable(Instant now) {
            this.now = now;
        }

        List<String> lines(List<KnownApiKey> keys) {
            List<List<String>> rows = new ArrayList<>(List.of(HEAD));
            keys.forEach(key -> rows.add(row(key)));
            int[] widths = new int[HEAD.size()];
            for (List<String> row : rows) {
                for (int i = 0; i < widths.length; i++) {
                    widths[i] = Math.max(widths[i], row.get(i).length());
                }
            }
            return rows.stream().map(row -> line(row, widths)).toList();
        }

        private List<String> row(KnownApiKey key) {
            return List.of(
                    key.name(),
                    key.scopes().stream().sorted().map(Scope::word).collect(Collectors.joining(",")),
                    time(key.createdAt()),
                    time(key.expiresAt()),
                    time(key.lastUsedAt()),
                    WireWord.of(key.state(now)));
        }

        private static String time(@Nullable Instant instant) {
            return instant == null
                    ? "never"
                    : instant.truncatedTo(ChronoUnit.MINUTES).toString();
        }

        private static String line(List<String> row, int[] widths) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
            }
            return line.toString().stripTrailing();
        }
    }
}
