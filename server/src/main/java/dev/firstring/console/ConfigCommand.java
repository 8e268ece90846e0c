package dev.firstring.console;

import dev.firstring.platform.configuration.StartFailure;
import dev.firstring.platform.start.EffectiveSettings;
import dev.firstring.platform.start.EffectiveSettings.Setting;
import java.util.concurrent.Callable;
import org.postgresql.ds.PGSimpleDataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the settings in effect. */
@Command(
        name = "config",
        description =
                "Lists the settings that a service would start with, and where each was written. Secrets are not shown.",
        mixinStandardHelpOptions = true)
final class ConfigCommand implements Callable<Integer> {

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Option(names = "--written", description = "Only those that were written somewhere; leaves out the defaults.")
    private boolean writtenOnly;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        CommandSettings settings = options.settings();
        try (ServiceParts parts = new ServiceParts(settings.environment(), PGSimpleDataSource::new)) {
            new EffectiveSettings(settings.environment())
                    .of(parts.settings()).stream()
                            .filter(setting -> !writtenOnly || setting.origin().isPresent())
                            .forEach(this::print);
            return ExitCode.OK;
        } catch (StartFailure e) {
            e.lines().forEach(spec.commandLine().getErr()::println);
            return ExitCode.SOFTWARE;
        }
    }

    private void print(Setting setting) {
        String origin = setting.origin().map(place -> "   # " + place).orElse("");
        spec.commandLine().getOut().println(setting.name() + "=" + setting.value() + origin);
    }
}
