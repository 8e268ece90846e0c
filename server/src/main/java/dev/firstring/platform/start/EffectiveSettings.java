package dev.firstring.platform.start;

import dev.firstring.platform.WireWord;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.env.ConfigurableEnvironment;

/** What the settings of Firstring amount to: the value of each, and where it comes from. */
public final class EffectiveSettings {

    private static final String HIDDEN = "(secret)";
    private static final Pattern SECRET = Pattern.compile("(?:password|secret|token|code|key)[a-z-]*$|\\.headers\\.");

    /** User and password of a URL, and what a query says of them. */
    private static final Pattern IN_URL =
            Pattern.compile("(?<=//)[^/@\\s]+(?=@)|(?<=[?&;](?:user|password|secret|token|key)=)[^&;\\s]+");

    private final WrittenSettings written;

    public EffectiveSettings(ConfigurableEnvironment environment) {
        this.written = new WrittenSettings(environment);
    }

    /**
     * One setting.
     *
     * @param value as it would be written; empty for none, {@code (secret)} for one that must not be shown
     * @param origin where it was written: a variable, a file with its line, an option; empty for the default
     */
    public record Setting(String name, String value, Optional<String> origin) {}

    /** All settings of the given records, in the order of their names. */
    public List<Setting> of(Collection<?> records) {
        List<Setting> found = new ArrayList<>();
        for (Object settings : records) {
            ConfigurationProperties annotation = Objects.requireNonNull(
                    AnnotatedElementUtils.findMergedAnnotation(settings.getClass(), ConfigurationProperties.class));
            components(annotation.prefix(), settings, found);
        }
        found.sort(Comparator.comparing(Setting::name));
        return found;
    }

    private void components(String prefix, Object settings, List<Setting> found) {
        for (RecordComponent component : settings.getClass().getRecordComponents()) {
            collect(prefix + "." + KnownSetting.nameOf(component), valueOf(component, settings), found);
        }
    }

    private void collect(String name, @Nullable Object value, List<Setting> found) {
        if (value instanceof Map<?, ?> entries) {
            entries.forEach((key, entry) -> collect(name + "." + key, entry, found));
        } else if (value instanceof Collection<?> entries && entries.stream().anyMatch(EffectiveSettings::isComposed)) {
            int index = 0;
            for (Object entry : entries) {
                collect(name + "[" + index++ + "]", entry, found);
            }
        } else if (value != null && isComposed(value)) {
            components(name, value, found);
        } else {
            found.add(new Setting(name, shown(name, value), origin(name)));
        }
    }

    private static boolean isComposed(Object value) {
        return value instanceof Record && !KnownSetting.isText(value.getClass());
    }

    private Optional<String> origin(String name) {
        return ConfigurationPropertyName.isValid(name)
                ? written.placeOf(ConfigurationPropertyName.of(name))
                : Optional.empty();
    }

    private static String shown(String name, @Nullable Object value) {
        if (value == null || (value instanceof Optional<?> optional && optional.isEmpty())) {
            return "";
        }
        return switch (value) {
            case Optional<?> optional -> shown(name, optional.orElseThrow());
            case Collection<?> entries ->
                entries.stream().map(entry -> shown(name, entry)).collect(Collectors.joining(","));
            case Duration duration -> shown(duration);
            case Enum<?> word -> WireWord.Hyphenated.of(word);
            case Number number -> number.toString();
            default -> {
                String text = String.valueOf(value);
                yield SECRET.matcher(name).find() && !text.isEmpty()
                        ? HIDDEN
                        : IN_URL.matcher(text).replaceAll(HIDDEN);
            }
        };
    }

    /** In the largest unit that needs no fraction, as in files. */
    private static String shown(Duration duration) {
        if (duration.isZero()) {
            return "0s";
        }
        if (duration.toNanosPart() % 1_000_000 != 0) {
            return duration.toNanos() + "ns";
        }
        if (duration.toMillisPart() != 0) {
            return duration.toMillis() + "ms";
        }
        if (duration.toSecondsPart() != 0) {
            return duration.toSeconds() + "s";
        }
        if (duration.toMinutesPart() != 0) {
            return duration.toMinutes() + "m";
        }
        return duration.toHoursPart() != 0 ? duration.toHours() + "h" : duration.toDays() + "d";
    }

    private static @Nullable Object valueOf(RecordComponent component, Object settings) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(settings);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the settings " + settings.getClass() + " cannot be read", e);
        }
    }
}
