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
 * Lets a variable name an entry of a setting with keys: in {@code FIRSTRING_MESSAGING_GATEWAYS_0_HEADERS_X_API_KEY} the key is
 * {@code x-api-key}. Spring Boot reads such an underscore as a step down, so the entry would be {@code x.api.key}, or none
 * where the setting's own name has a dash. Keys are lower case, with dashes.
 */
public final class KeysInVariables implements EnvironmentPostProcessor, Ordered {

    /** The settings with keys; {@code []} is an index. A test tries every setting of the document as a variable. */
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

    /** Does it for an environment that no application was started with. */
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

    /** The variable as an operator wrote it, or could have. */
    static String asWritten(String variable) {
        return variable.replace('-', '_');
    }

    private static String readable(String variable) {
        return SETTINGS.stream()
                .flatMap(setting -> readable(setting, variable.toUpperCase(Locale.ROOT)).stream())
                .findFirst()
                .orElse(variable);
    }

    /** The same variable with no underscore in a name and dashes for those of the key, which Spring Boot reads as meant. */
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

    /** Before the configuration files are read, which does not matter to it, and before the settings are. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
