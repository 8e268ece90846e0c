package dev.firstring.docs;

import dev.firstring.platform.Secret;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Parameter;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A setting as the document tells it.
 *
 * @param name as it is written in a file; {@code []} stands for an index, {@code <key>} for a key
 * @param parameter where it ends up
 * @param meaning what its Javadoc says
 */
record Setting(String name, Parameter parameter, String meaning) {

    String row() {
        return "| `%s`<br>`%s` | %s | %s | %s |\n".formatted(name, variable(), standard(), allowed(), meaning);
    }

    /** The environment variable that means it. */
    String variable() {
        return name.replace("[]", ".0")
                .replace("<key>", "KEY")
                .replace('.', '_')
                .replace('-', '_')
                .toUpperCase(Locale.ROOT);
    }

    private String standard() {
        DefaultValue value = parameter.getAnnotation(DefaultValue.class);
        if (value == null) {
            return parameter.isAnnotationPresent(Nullable.class)
                            || parameter.getAnnotatedType().isAnnotationPresent(Nullable.class)
                    ? "none"
                    : "must be set";
        }
        String all = String.join(",", value.value());
        return all.isEmpty() ? "none" : "`" + all + "`";
    }

    private String allowed() {
        Class<?> type = parameter.getType();
        if (type.isEnum()) {
            return words(type);
        }
        if (type == boolean.class) {
            return "`true`, `false`";
        }
        if (type == Secret.class) {
            return "secret";
        }
        AnnotatedType bounded = parameter.getAnnotatedType();
        if (Collection.class.isAssignableFrom(type) && bounded instanceof AnnotatedParameterizedType list) {
            AnnotatedType element = list.getAnnotatedActualTypeArguments()[0];
            String each = element.getType() instanceof Class<?> word && word.isEnum() ? words(word) : bounds(element);
            return each.isEmpty() ? "a list" : "a list; each " + each;
        }
        return bounds(parameter);
    }

    private static String bounds(java.lang.reflect.AnnotatedElement at) {
        Min min = at.getAnnotation(Min.class);
        Max max = at.getAnnotation(Max.class);
        DurationMin shortest = at.getAnnotation(DurationMin.class);
        DurationMax longest = at.getAnnotation(DurationMax.class);
        String least = min != null
                ? Long.toString(min.value())
                : shortest == null
                        ? ""
                        : text(shortest.days(), shortest.hours(), shortest.minutes(), shortest.seconds());
        String most = max != null
                ? Long.toString(max.value())
                : longest == null ? "" : text(longest.days(), longest.hours(), longest.minutes(), longest.seconds());
        if (least.isEmpty() || most.isEmpty()) {
            return least.isEmpty() ? most.isEmpty() ? "" : "at most " + most : "at least " + least;
        }
        return least + " to " + most;
    }

    private static String text(long days, long hours, long minutes, long seconds) {
        Duration time =
                Duration.ofDays(days).plusHours(hours).plusMinutes(minutes).plusSeconds(seconds);
        if (time.isZero()) {
            return "0";
        }
        if (time.toSeconds() % 3600 == 0) {
            return time.toHours() % 24 == 0 ? time.toDays() + "d" : time.toHours() + "h";
        }
        return time.toSeconds() % 60 == 0 ? time.toMinutes() + "m" : time.toSeconds() + "s";
    }

    private static String words(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(word -> "`" + word.toString().toLowerCase(Locale.ROOT).replace('_', '-') + "`")
                .collect(Collectors.joining(", "));
    }
}
