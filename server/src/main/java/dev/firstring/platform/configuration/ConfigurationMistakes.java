package dev.firstring.platform.configuration;

import java.util.List;

/**
 * Invalid settings, with which the service refuses to start. A room throws it where it reads its settings, with all
 * mistakes at once; {@link #line} formats a mistake.
 */
public final class ConfigurationMistakes extends StartFailure {

    public ConfigurationMistakes(List<String> lines) {
        super(lines, null);
    }

    public ConfigurationMistakes(String line) {
        this(List.of(line));
    }

    /** Formats a mistake. Pass {@code "(secret)"} as the value of a secret. */
    public static String line(String setting, Object value, String allowed) {
        return setting + "=" + value + ": " + allowed;
    }
}
