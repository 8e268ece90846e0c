package dev.firstring.platform.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/** Every setting of docs/configuration.md in every form that the document offers, read as the service reads it. */
@Tag("slow")
class EverySettingTest {

    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `(firstring[^`]*)`<br>`([A-Z0-9_]+)` \\| ([^|]*) \\| ([^|]*) \\|");

    private static final Set<String> READ_WHEN_BOUND = Set.of("firstring.messaging.smpp.links[].ca-file");

    private final Map<String, Class<?>> records = records();

    @TempDir
    private Path directory;

    /** A setting as the document tells it. */
    private record Documented(String name, String variable, String value, boolean list) {}

    /** A way of writing settings. */
    private record Form(String name, Written written) {}

    private interface Written {
        StandardEnvironment in(StandardEnvironment environment) throws IOException;
    }

    @Test
    void every_documented_setting_is_read_in_every_documented_form() throws IOException {
        List<String> faults = new ArrayList<>();
        for (Documented setting : documented()) {
            Object wanted = null;
            for (Form form : forms(setting)) {
                try {
                    Object value = read(setting, form.written().in(SettingForms.environment()));
                    wanted = wanted == null ? value : wanted;
                    if (!same(wanted, value)) {
                        faults.add(setting.name() + " by " + form.name() + ": " + value + " instead of " + wanted);
                    }
                } catch (RuntimeException | AssertionError e) {
                    faults.add(setting.name() + " by " + form.name() + ": "
                            + Explanation.of(e).map(Object::toString).orElse(String.valueOf(e)));
                }
            }
        }
        assertThat(faults).isEmpty();
    }

    private List<Form> forms(Documented setting) {
        String name = setting.name().replace("[]", "[0]").replace("<key>", SettingSamples.key(setting.name()));
        String variable = setting.name().endsWith("<key>")
                ? setting.variable()
                        .replaceAll(
                                "KEY$",
                                SettingSamples.key(setting.name())
                                        .toUpperCase(Locale.ROOT)
                                        .replace('-', '_'))
                : setting.variable();
        String[] values = setting.list() ? setting.value().split(",") : new String[] {setting.value()};
        Map<String, String> base = SettingSamples.beside(setting.name());
        List<Form> forms = new ArrayList<>();
        forms.add(new Form(
                "properties file",
                to -> SettingForms.file(
                        to,
                        directory.resolve("x.properties"),
                        SettingForms.properties(base, Map.of(name, setting.value())))));
        forms.add(new Form("variable", to -> SettingForms.variables(to, base, Map.of(variable, setting.value()))));
        if (variable.equals(setting.variable())) {
            String joined =
                    name.replaceAll("\\[(\\d+)]", ".$1").replace("-", "").replace('.', '_');
            forms.add(new Form(
                    "variable without its dashes",
                    to -> SettingForms.variables(to, base, Map.of(joined.toUpperCase(Locale.ROOT), setting.value()))));
        }
        forms.add(new Form(
                "command line", to -> SettingForms.arguments(to, base, List.of("--" + name + "=" + setting.value()))));
        forms.add(new Form(
                "YAML",
                to -> SettingForms.file(
                        to,
                        directory.resolve("x.yaml"),
                        SettingForms.yaml(base, name, List.of(setting.value()), false))));
        if (setting.list()) {
            Map<String, String> indexed = new LinkedHashMap<>();
            Map<String, String> indexedVariables = new LinkedHashMap<>();
            for (int i = 0; i < values.length; i++) {
                indexed.put(name + "[" + i + "]", values[i]);
                indexedVariables.put(variable + "_" + i, values[i]);
            }
            forms.add(new Form(
                    "entries of a properties file",
                    to -> SettingForms.file(
                            to, directory.resolve("x.properties"), SettingForms.properties(base, indexed))));
            forms.add(new Form("variables with an index", to -> SettingForms.variables(to, base, indexedVariables)));
            forms.add(new Form(
                    "arguments with an index",
                    to -> SettingForms.arguments(
                            to,
                            base,
                            indexed.entrySet().stream()
                                    .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                                    .toList())));
            forms.add(new Form(
                    "a YAML list",
                    to -> SettingForms.file(
                            to, directory.resolve("x.yaml"), SettingForms.yaml(base, name, List.of(values), true))));
        }
        return forms;
    }

    private Object read(Documented setting, StandardEnvironment environment) {
        Set<String> seen = new HashSet<>();
        String path = setting.name().replace("[]", "[0]").replace("<key>", SettingSamples.key(setting.name()));
        for (Map.Entry<String, Class<?>> bound : records.entrySet()) {
            String prefix = bound.getKey().split("#")[0];
            if (!setting.name().startsWith(prefix + ".")
                    || !knows(bound.getValue(), setting.name().substring(prefix.length() + 1))) {
                continue;
            }
            List<KnownSetting> known = new ArrayList<>();
            records.forEach((where, type) -> known.addAll(KnownSetting.of(where.split("#")[0], type)));
            assertThat(new WrittenSettings(environment).unknown(known))
                    .as("unknown settings")
                    .isEmpty();
            Object settings;
            try {
                settings = Binder.get(environment)
                        .bind(prefix, Bindable.of(bound.getValue()), new Seen(seen))
                        .get();
            } catch (BindException e) {
                if (READ_WHEN_BOUND.contains(setting.name())
                        && seen.stream().anyMatch(name -> name.startsWith(uniform(path)))) {
                    return "read";
                }
                throw e;
            }
            assertThat(seen).as("what was read").anyMatch(name -> name.startsWith(uniform(path)));
            return value(settings, path.substring(prefix.length() + 1));
        }
        throw new AssertionError("no record has it");
    }

    /** Notes which names were found in what somebody wrote. */
    private static final class Seen extends AbstractBindHandler {

        private final Set<String> names;

        Seen(Set<String> names) {
            this.names = names;
        }

        @Override
        public Object onSuccess(
                ConfigurationPropertyName name, Bindable<?> target, BindContext context, Object result) {
            if (context.getConfigurationProperty() != null) {
                names.add(uniform(name.toString()));
            }
            return result;
        }
    }

    private static String uniform(String name) {
        return name.replace("-", "").replace("[", ".").replace("]", "").toLowerCase(Locale.ROOT);
    }

    private static boolean knows(Class<?> type, String path) {
        String first = path.split("[.\\[]")[0];
        return Arrays.stream(type.getRecordComponents())
                .anyMatch(component -> written(component).equals(first));
    }

    private static String written(RecordComponent component) {
        try {
            Name other = component
                    .getDeclaringRecord()
                    .getDeclaredField(component.getName())
                    .getAnnotation(Name.class);
            return DataObjectPropertyName.toDashedForm(other == null ? component.getName() : other.value());
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What stands at a path of a record: components, entries of lists, values of maps. */
    private static Object value(Object settings, String path) {
        Object at = settings;
        for (String step : path.replaceAll("\\[(\\d+)]", ".$1").split("\\.")) {
            at = Objects.requireNonNull(
                    switch (at) {
                        case List<?> list -> list.get(Integer.parseInt(step));
                        case Map<?, ?> map -> {
                            Map<String, Object> folded = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
                            map.forEach((key, value) -> folded.put(key.toString(), value));
                            yield folded.get(step);
                        }
                        default -> component(at, step);
                    },
                    () -> step + " of " + path + " is not there");
        }
        return at;
    }

    private static @Nullable Object component(Object at, String step) {
        try {
            for (RecordComponent component : at.getClass().getRecordComponents()) {
                if (written(component).equals(step)) {
                    Method accessor = component.getAccessor();
                    accessor.setAccessible(true);
                    return accessor.invoke(at);
                }
            }
            throw new AssertionError(at.getClass() + " has no " + step);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean same(Object one, Object other) {
        // Patterns have no equality.
        return one.equals(other)
                || (one.getClass() == other.getClass()
                        && one.toString().equals(other.toString())
                        && one.toString().indexOf('*') < 0
                        && one instanceof Pattern);
    }

    private static Map<String, Class<?>> records() {
        var scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        Map<String, Class<?>> found = new TreeMap<>((one, other) -> other.compareTo(one));
        scan.findCandidateComponents("dev.firstring").stream()
                .map(bean -> ClassUtils.resolveClassName(String.valueOf(bean.getBeanClassName()), null))
                .filter(type -> !type.getName().contains("Test"))
                .forEach(type -> found.put(
                        Objects.requireNonNull(AnnotatedElementUtils.findMergedAnnotation(
                                                type, ConfigurationProperties.class))
                                        .prefix()
                                + "#" + type.getName(),
                        type));
        return found;
    }

    private static List<Documented> documented() throws IOException {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("docs/configuration.md"))) {
            root = Objects.requireNonNull(root.getParent());
        }
        List<Documented> found = new ArrayList<>();
        for (Matcher row = ROW.matcher(Files.readString(root.resolve("docs/configuration.md"))); row.find(); ) {
            boolean list = row.group(4).startsWith("a list") || row.group(3).contains(",");
            String standard = row.group(3).startsWith("`") ? row.group(3).replace("`", "") : "";
            String value = SettingSamples.SAMPLES.getOrDefault(row.group(1), standard);
            assertThat(value).as("a sample value of %s", row.group(1)).isNotEmpty();
            found.add(new Documented(row.group(1), row.group(2), value, list));
        }
        assertThat(found).hasSizeGreaterThan(200);
        return found;
    }
}
