package dev.firstring.console;

import dev.firstring.platform.configuration.ConfigurationMistakes;
import dev.firstring.platform.database.Database;
import dev.firstring.platform.start.CommandLine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options of every command that needs the service's settings. */
final class SettingsOptions {

    @Spec(Target.MIXEE)
    private CommandSpec mixee = CommandSpec.create();

    @Option(names = "--data", paramLabel = "DIR", description = "The data directory of the service (firstring.data).")
    private @Nullable String data;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "A file of settings (.yaml or .properties), besides the environment.")
    private @Nullable String config;

    /**
     * Runs the work with the beans and the database of the service. A service may be running at the same time.
     *
     * @param work returns the exit code
     */
    int beside(ToIntFunction<ServiceParts> work) throws IOException {
        CommandSettings settings = settings();
        try (Database database = settings.access().connect()) {
            database.checkSchema();
            try (ServiceParts parts = new ServiceParts(settings.environment(), database::service)) {
                return work.applyAsInt(parts);
            }
        }
    }

    /** The settings from the options, the environment and the files. */
    CommandSettings settings() {
        List<String> options = new ArrayList<>();
        if (data != null) {
            options.addAll(List.of("--data", data));
        }
        if (config != null) {
            options.addAll(List.of("--config", config));
        }
        try {
            Map<String, Object> given = new LinkedHashMap<>();
            for (String setting : CommandLine.settings(options.toArray(String[]::new))) {
                int equals = setting.indexOf('=');
                given.put(setting.substring("--".length(), equals), setting.substring(equals + 1));
            }
            return CommandSettings.read(given);
        } catch (ConfigurationMistakes e) {
            throw new ParameterException(mixee.commandLine(), String.join(System.lineSeparator(), e.lines()));
        }
    }
}
