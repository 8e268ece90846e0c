package dev.firstring.platform.start;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Supports environment variables for entries of settings with keys: in {@code
 * FIRSTRING_MESSAGING_GATEWAYS_0_HEADERS_X_API_KEY} the key is {@code x-api-key}. Spring Boot reads each underscore as
 * a separator, so the entry would be {@code x.api.key}, or absent if the setting's own name contains a dash. Keys are
 * lower case, with dashes.
 */
public final class KeysInVariables implements EnvironmentPostProcessor, Ordered {

    /** The settings with keys; {@code []} is an index. A test sets every documented setting through a variable. */
    private static final List<String> SETTINGS = List.of(
            "firstring.guard.reactions",
            "firstring.numbers.countries.rules",
            "firstring.messaging.sender-ids",
            "firstring.messaging.weights",
            "firstring.messaging.gateways[].headers",
            "firstring.messaging.gateways[].secrets");

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        applyTo(environment);
    }

    /** Applies this to an environment outside of an application. */
    public static void applyTo(ConfigurableEnvironment environment) {
        PropertySource<?> source =
                environment.getPropertySources().get(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
        if (!(source instanceof SystemEnvironmentPropertySource variables)) {
            return;
        }
        Map<String, Object> renamed = new LinkedHashMap<>();
        variables.getSource().forEach((variable, value) -> renamed.put(readable(variable), value));
        environment
                .getPropertySources()
                .replace(source.getName(), new SystemEnvironmentPropertySource(source.getName(), renamed));
    }

    /** The variable in a form that the operator wrote or could have written. */
    static String asWritten(String variable) {
        return variable.replace('-', '_');
    }

    private static String readable(String variable) {
        return SETTINGS.stream()
                .flatMap(setting -> readable(setting, variable.toUpperCase(Locale.ROOT)).stream())
                .findFirst()
                .orElse(variable);
    }

    /**
     * The variable without underscores inside names and with dashes in the key, which Spring Boot reads as intended.
     */
    private static Optional<String> readable(String setting, String variable) {
        Matcher parts = Pattern.compile(
                        setting.toUpperCase(Locale.ROOT)
                                        .replace("-", "_?")
                                        .replace("[]", "_([0-9]+)")
                                        .replace(".", "_") + "_(.+)")
                .matcher(variable);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String index = parts.groupCount() > 1 ? "_" + parts.group(1) : "";
        return Optional.of(setting.toUpperCase(Locale.ROOT)
                        .replace("-", "")
                        .replace("[]", index)
                        .replace('.', '_')
                + "_" + parts.group(parts.groupCount()).replace('_', '-'));
    }

    /** Must run before settings are bound; the order relative to configuration files does not matter. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
