package dev.firstring.platform.start;

import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/**
 * The name of an existing setting, derived from the records that settings are bound to.
 *
 * @param elements its parts; {@code *} stands for one part of any name (a key, an index), {@code **} for one or more
 *     parts
 */
record KnownSetting(List<String> elements) {

    private static final String ANY = "*";
    private static final String REST = "**";

    /** All names below a prefix that bind to a type. */
    static List<KnownSetting> of(String prefix, Class<?> type) {
        List<KnownSetting> found = new ArrayList<>();
        collectComponents(List.of(prefix.split("\\.")), type, found);
        return found;
    }

    private static void collect(List<String> prefix, Type type, List<KnownSetting> found) {
        if (type instanceof Class<?> leaf && (!leaf.isRecord() || isText(leaf))) {
            found.add(new KnownSetting(prefix));
        } else if (type instanceof Class<?> composed) {
            collectComponents(prefix, composed, found);
        } else if (type instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> raw) {
            Type content = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
            boolean many = Map.class.isAssignableFrom(raw) || Collection.class.isAssignableFrom(raw);
            if (Collection.class.isAssignableFrom(raw)) {
                found.add(new KnownSetting(prefix));
            }
            collect(many ? plus(prefix, ANY) : prefix, content, found);
        } else {
            found.add(new KnownSetting(plus(prefix, REST)));
        }
    }

    private static void collectComponents(List<String> prefix, Class<?> type, List<KnownSetting> found) {
        for (RecordComponent component : type.getRecordComponents()) {
            collect(plus(prefix, nameOf(component)), component.getGenericType(), found);
        }
    }

    /**
     * Whether the type is written as a single value: a record of one text, or a type with a static {@code of} that
     * parses text.
     */
    static boolean isText(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        return (components.length == 1 && components[0].getType() == String.class)
                || Arrays.stream(type.getDeclaredMethods())
                        .anyMatch(method -> method.getName().equals("of")
                                && Modifier.isStatic(method.getModifiers())
                                && method.getReturnType() == type
                                && Arrays.equals(method.getParameterTypes(), new Class<?>[] {String.class}));
    }

    /** The last part of the name of the component's setting. */
    static String nameOf(RecordComponent component) {
        return DataObjectPropertyName.toDashedForm(written(component));
    }

    /** The name of the component's setting: the annotated one, otherwise the component's own. */
    private static String written(RecordComponent component) {
        try {
            Name other = component
                    .getDeclaringRecord()
                    .getDeclaredField(component.getName())
                    .getAnnotation(Name.class);
            return other == null ? component.getName() : other.value();
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("a record has no field for its component", e);
        }
    }

    boolean matches(ConfigurationPropertyName name) {
        for (int i = 0; i < elements.size(); i++) {
            String element = elements.get(i);
            if (element.equals(REST)) {
                return name.getNumberOfElements() > i;
            }
            if (i >= name.getNumberOfElements()
                    || !(element.equals(ANY) || uniform(element).equals(name.getElement(i, Form.UNIFORM)))) {
                return false;
            }
        }
        return name.getNumberOfElements() == elements.size();
    }

    /**
     * Whether an environment variable refers to this setting: {@code FIRSTRING_ROOM_MYSETTING} or {@code
     * FIRSTRING_ROOM_MY_SETTING}.
     */
    boolean matchesVariable(String variable) {
        String pattern = elements.stream()
                .map(element -> element.startsWith(ANY) ? ".+" : upper(element).replace("-", "_?"))
                .collect(Collectors.joining("_"));
        return Pattern.matches(pattern, upper(variable));
    }

    /** The name in a file or on the command line. */
    String name() {
        return String.join(".", elements);
    }

    /** The name as an environment variable. */
    String variable() {
        return upper(name()).replace('-', '_').replace('.', '_');
    }

    private static String uniform(String element) {
        return element.replace("-", "").toLowerCase(Locale.ROOT);
    }

    private static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }

    private static List<String> plus(List<String> prefix, String element) {
        List<String> longer = new ArrayList<>(prefix);
        longer.add(element);
        return List.copyOf(longer);
    }
}
