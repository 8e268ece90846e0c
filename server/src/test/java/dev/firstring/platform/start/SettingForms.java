package dev.firstring.platform.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Settings written as variables, as arguments, and in files. */
final class SettingForms {

    private static final Pattern NEEDS_QUOTES =
            Pattern.compile("^[*&{\\[!|>%@`\"'#?-].*|.*(: | #).*|^$", Pattern.DOTALL);

    static StandardEnvironment environment() {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().remove(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
        environment.getPropertySources().remove(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
        environment.setConversionService(new ApplicationConversionService());
        return environment;
    }

    static StandardEnvironment variables(StandardEnvironment to, Map<String, String> base, Map<String, String> tested) {
        Map<String, Object> all = new LinkedHashMap<>();
        base.forEach((name, value) -> all.put(
                name.replaceAll("\\[(\\d+)]", ".$1")
                        .replace('.', '_')
                        .replace('-', '_')
                        .toUpperCase(Locale.ROOT),
                value));
        all.putAll(tested);
        to.getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, all));
        ConfigDataEnvironmentPostProcessor.applyTo(to);
        KeysInVariables.applyTo(to);
        return to;
    }

    static StandardEnvironment arguments(StandardEnvironment to, Map<String, String> base, List<String> tested) {
        List<String> all = new ArrayList<>();
        base.forEach((name, value) -> all.add("--" + name + "=" + value));
        all.addAll(tested);
        to.getPropertySources()
                .addFirst(new SimpleCommandLinePropertySource(CommandLine.settings(all.toArray(String[]::new))));
        ConfigDataEnvironmentPostProcessor.applyTo(to);
        return to;
    }

    static StandardEnvironment file(StandardEnvironment to, Path file, String text) throws IOException {
        Files.writeString(file, text);
        return arguments(to, Map.of(), List.of("--config=" + file));
    }

    static String properties(Map<String, String> base, Map<String, String> tested) {
        Map<String, String> all = new LinkedHashMap<>(base);
        all.putAll(tested);
        return all.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue().replace("\\", "\\\\") + "\n")
                .collect(Collectors.joining());
    }

    static String yaml(Map<String, String> base, String name, List<String> values, boolean list) {
        Map<String, Object> tree = new LinkedHashMap<>();
        base.forEach((key, value) -> put(tree, key, value));
        put(tree, name, list ? values : values.getFirst());
        StringBuilder text = new StringBuilder();
        write(tree, "", text);
        return text.toString();
    }

    @SuppressWarnings("unchecked")
    private static void put(Map<String, Object> tree, String name, Object value) {
        String[] steps = name.replaceAll("\\[(\\d+)]", ".[$1]").split("\\.");
        Map<String, Object> at = tree;
        for (int i = 0; i < steps.length - 1; i++) {
            at = (Map<String, Object>) at.computeIfAbsent(steps[i], step -> new LinkedHashMap<String, Object>());
        }
        at.put(steps[steps.length - 1], value);
    }

    private static void write(Map<?, ?> tree, String indent, StringBuilder text) {
        boolean list = tree.keySet().stream().allMatch(key -> key.toString().startsWith("["));
        tree.forEach((key, value) -> {
            text.append(indent).append(list ? "-" : key + ":");
            switch (value) {
                case Map<?, ?> more -> {
                    text.append('\n');
                    write(more, indent + "  ", text);
                }
                case List<?> entries -> {
                    text.append('\n');
                    entries.forEach(entry -> text.append(indent)
                            .append("  - ")
                            .append(scalar(entry))
                            .append('\n'));
                }
                default -> text.append(' ').append(scalar(value)).append('\n');
            }
        });
    }

    /** As a person writes it: in quotes only where YAML would not read it otherwise. */
    private static String scalar(Object value) {
        String plain = value.toString();
        return NEEDS_QUOTES.matcher(plain).matches() ? "'" + plain.replace("'", "''") + "'" : plain;
    }

    private SettingForms() {}
}
