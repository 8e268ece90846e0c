package dev.firstring.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

class ConfigurationDocumentTest {

    @Test
    void the_document_tells_every_setting_with_its_default_and_bounds() throws IOException {
        Map<String, List<Setting>> settings = settings();
        assertThat(settings).containsKeys("firstring", "firstring.verification", "firstring.limits");
        StringBuilder text = new StringBuilder();
        settings.forEach((prefix, rows) -> {
            text.append("\n## ").append(prefix).append("\n\n");
            text.append("| setting, variable | default | allowed | meaning |\n|---|---|---|---|\n");
            rows.forEach(row -> text.append(row.row()));
        });
        new GeneratedPart("docs/configuration.md", "settings").mustBe(text + "\n");
    }

    @Test
    void every_setting_says_what_it_means() {
        assertThat(settings().values())
                .allSatisfy(rows -> assertThat(rows)
                        .allSatisfy(row -> assertThat(row.meaning())
                                .as("@param of the setting %s", row.name())
                                .isNotEmpty()));
    }

    private static Map<String, List<Setting>> settings() {
        var scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        Map<String, List<Setting>> found = new TreeMap<>();
        scan.findCandidateComponents("dev.firstring").stream()
                .map(bean -> ClassUtils.resolveClassName(String.valueOf(bean.getBeanClassName()), null))
                .filter(Sources::areIn)
                .sorted(Comparator.comparing(Class::getName))
                .forEach(type -> {
                    String prefix = AnnotatedElementUtils.findMergedAnnotation(type, ConfigurationProperties.class)
                            .prefix();
                    collect(prefix, type, found.computeIfAbsent(prefix, name -> new ArrayList<>()));
                });
        return found;
    }

    private static void collect(String prefix, Class<?> type, List<Setting> found) {
        Map<String, String> meanings = Sources.components(type);
        RecordComponent[] components = type.getRecordComponents();
        Parameter[] parameters = canonical(type, components);
        for (int i = 0; i < components.length; i++) {
            String component = components[i].getName();
            Name given = parameters[i].getAnnotation(Name.class);
            String name =
                    prefix + "." + (given == null ? DataObjectPropertyName.toDashedForm(component) : given.value());
            Class<?> content = content(parameters[i].getParameterizedType());
            boolean many = content != parameters[i].getType();
            if (content.isRecord()
                    && Sources.areIn(content)
                    && content.getName().contains("firstring")
                    && !Sources.components(content).isEmpty()
                    && !isText(content)) {
                collect(many ? name + "[]" : name, content, found);
            } else {
                String shown = Map.class.isAssignableFrom(parameters[i].getType()) ? name + ".<key>" : name;
                found.add(new Setting(shown, parameters[i], meanings.getOrDefault(component, "")));
            }
        }
    }

    /** A value that is written as one text, though it is made of several parts. */
    private static boolean isText(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .anyMatch(method -> method.getName().equals("of")
                        && method.getReturnType() == type
                        && Arrays.equals(method.getParameterTypes(), new Class<?>[] {String.class}));
    }

    private static Parameter[] canonical(Class<?> type, RecordComponent[] components) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return type.getDeclaredConstructor(types).getParameters();
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("a record has a canonical constructor", e);
        }
    }

    /** What a list or a map holds; any other type itself. */
    private static Class<?> content(Type type) {
        if (type instanceof ParameterizedType many) {
            Type[] arguments = many.getActualTypeArguments();
            return content(arguments[arguments.length - 1]);
        }
        return (Class<?>) type;
    }
}
