package dev.firstring.platform.start;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * The settings of Firstring in the form that the operator wrote: in a file, on the command line or as environment
 * variables.
 */
final class WrittenSettings {

    private static final String PREFIX = "firstring.";
    private static final String VARIABLE_PREFIX = "FIRSTRING_";

    /** Variables that Kubernetes sets in every container for a Service named "firstring". */
    private static final Pattern KUBERNETES = Pattern.compile("FIRSTRING_(SERVICE_(HOST|PORT.*)|PORT(_\\d+_.*)?)");

    private static final Pattern NAMED_FIRST =
            Pattern.compile("([a-z][a-z0-9-]*(?:\\.[a-z][a-z0-9-]*)+)([=:].*)", Pattern.DOTALL);

    private final ConfigurableEnvironment environment;

    WrittenSettings(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    /** A line for each unknown setting. */
    List<String> unknown(List<KnownSetting> known) {
        List<String> lines = new ArrayList<>();
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource variables) {
                unknownVariables(variables, known, lines);
            } else if (source instanceof IterableConfigurationPropertySource names) {
                names.stream()
                        .filter(name -> name.toString().startsWith(PREFIX))
                        .filter(name -> known.stream().noneMatch(setting -> setting.matches(name)))
                        .map(name -> line(
                                name.toString(),
                                known.stream().map(KnownSetting::name).toList()))
                        .forEach(lines::add);
            }
        }
        return lines.stream().distinct().toList();
    }

    /**
     * Replaces the setting's name at the start of a line with the form that the operator wrote, or appends its file and
     * line number.
     */
    String asWritten(String line) {
        Matcher named = NAMED_FIRST.matcher(line);
        if (!named.matches() || !ConfigurationPropertyName.isValid(named.group(1))) {
            return line;
        }
        return origin(ConfigurationPropertyName.of(named.group(1)))
                .map(origin -> switch (origin) {
                    case PropertySourceOrigin variable
                    when variable.getPropertySource() instanceof SystemEnvironmentPropertySource ->
                        KeysInVariables.asWritten(variable.getPropertyName()) + named.group(2);
                    case PropertySourceOrigin source
                    when source.getOrigin() instanceof TextResourceOrigin file -> line + " (" + place(file) + ")";
                    case TextResourceOrigin file -> line + " (" + place(file) + ")";
                    default -> line;
                })
                .orElse(line);
    }

    /** Where a setting was written: a variable, a file with its line, the command line; empty if it was not. */
    Optional<String> placeOf(ConfigurationPropertyName name) {
        return origin(name).map(origin -> switch (origin) {
            case PropertySourceOrigin variable
            when variable.getPropertySource() instanceof SystemEnvironmentPropertySource ->
                KeysInVariables.asWritten(variable.getPropertyName());
            case PropertySourceOrigin source when source.getOrigin() instanceof TextResourceOrigin file -> place(file);
            case TextResourceOrigin file -> place(file);
            case PropertySourceOrigin source
            when source.getPropertySource().getName().startsWith(PREFIX) -> "default of the mode";
            case PropertySourceOrigin source
            when source.getPropertySource() instanceof MapPropertySource -> "command line";
            default -> origin.toString();
        });
    }

    private Optional<Origin> origin(ConfigurationPropertyName name) {
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            var property = source.getConfigurationProperty(name);
            if (property != null) {
                return Optional.ofNullable(property.getOrigin());
            }
        }
        return Optional.empty();
    }

    private static String place(TextResourceOrigin origin) {
        String file = origin.getResource() == null
                ? "?"
                : String.valueOf(origin.getResource().getFilename());
        return origin.getLocation() == null
                ? file
                : file + " line " + (origin.getLocation().getLine() + 1);
    }

    private static void unknownVariables(
            EnumerablePropertySource<?> variables, List<KnownSetting> known, List<String> lines) {
        for (String variable : variables.getPropertyNames()) {
            String upper = variable.toUpperCase(Locale.ROOT);
            if (upper.startsWith(VARIABLE_PREFIX)
                    && !KUBERNETES.matcher(upper).matches()
                    && known.stream().noneMatch(setting -> setting.matchesVariable(variable))) {
                lines.add(line(
                        variable, known.stream().map(KnownSetting::variable).toList()));
            }
        }
    }

    private static String line(String written, List<String> known) {
        return written
                + Nearest.to(written, known)
                        .map(name -> ": is not a setting; did you mean " + name + "?")
                        .orElse(": is not a setting; docs/configuration.md lists them");
    }
}
