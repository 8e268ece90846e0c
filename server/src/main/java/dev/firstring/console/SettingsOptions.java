package dev.firstring.console;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options of every command that needs the settings of the service. */
final class SettingsOptions {

    @Spec(Target.MIXEE)
    private CommandSpec mixee = CommandSpec.create();

    @Option(names = "--data", paramLabel = "DIR", description = "The data directory of the service (firstring.data).")
    private @Nullable Path data;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "A file of settings (.yaml or .properties), besides the environment.")
    private @Nullable Path config;

    /** The settings that the options, the environment and the files give. */
    CommandSettings settings() {
        Map<String, Object> given = new LinkedHashMap<>();
        if (data != null) {
            given.put("firstring.data", data.toAbsolutePath().toString());
        }
        if (config != null) {
            if (!Files.isReadable(config) || Files.isDirectory(config)) {
                throw new ParameterException(mixee.commandLine(), "There is no file to read at " + config + ".");
            }
            given.put("spring.config.additional-location", config.toUri().toString());
        }
        return CommandSettings.read(given);
    }
}
