package dev.firstring.platform.configuration;

import java.util.List;

/**
 * Settings that the service refuses to start with. A room throws it from where it reads its settings, all mistakes at
 * once; {@link #line} gives each the usual form.
 */
public final class ConfigurationMistakes extends StartFailure {

    public ConfigurationMistakes(List<String> lines) {
        super(lines, null);
    }

    public ConfigurationMistakes(String line) {
        this(List.of(line));
    }

    /** A mistake in the usual form. Give a secret's value as {@code "(secret)"}. */
    public static String line(String setting, Object value, String allowed) {
        return setting + "=" + value + ": " + allowed;
    }
}
