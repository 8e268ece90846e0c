package dev.firstring.http.rendering;

import dev.firstring.http.Spelling;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.PropertyNamingStrategies;

/** Converts names that are not record components, by the same rules as Jackson. */
public final class Names {

    private static final Snake SNAKE = new Snake();

    private Names() {}

    /** Converts a camelCase name to a spelling. Names with a dash, that is header names, are unchanged. */
    public static String spell(String name, Spelling spelling) {
        return spelling == Spelling.CAMEL || name.indexOf('-') >= 0 ? name : SNAKE.of(name);
    }

    /** Converts a path such as {@code contacts[0].displayName} to a spelling. */
    public static String spellPath(String path, Spelling spelling) {
        if (spelling == Spelling.CAMEL) {
            return path;
        }
        StringBuilder spelled = new StringBuilder(path.length() + 8);
        for (String part : path.split("(?<=[.\\[\\]])|(?=[.\\[\\]])", -1)) {
            spelled.append(part.length() > 1 ? spell(part, spelling) : part);
        }
        return spelled.toString();
    }

    /** Converts a name in any spelling to camelCase. */
    public static String camel(String name) {
        if (name.indexOf('_') < 0) {
            return name;
        }
        StringBuilder camel = new StringBuilder(name.length());
        boolean raise = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '_' && !camel.isEmpty()) {
                raise = true;
            } else {
                camel.append(raise ? Character.toUpperCase(c) : c);
                raise = false;
            }
        }
        return camel.toString();
    }

    /** The JSON pointer (RFC 6901) of a path such as {@code contacts[0].displayName}. */
    public static String pointer(String path) {
        String parts = path.replace("~", "~0")
                .replace("/", "~1")
                .replace("]", "")
                .replace('[', '/')
                .replace('.', '/');
        return parts.isEmpty() ? "" : "/" + parts;
    }

    /** Converts the names of maps in the value of an extension to a spelling. */
    static Object spellKeys(Object value, Spelling spelling) {
        return switch (value) {
            case Map<?, ?> map
            when spelling == Spelling.SNAKE -> {
                Map<String, Object> spelled = new LinkedHashMap<>();
                map.forEach(
                        (key, inner) -> spelled.put(spell(String.valueOf(key), spelling), spellKeys(inner, spelling)));
                yield spelled;
            }
            case List<?> list
            when spelling == Spelling.SNAKE ->
                list.stream().map(inner -> spellKeys(inner, spelling)).toList();
            default -> value;
        };
    }

    private static final class Snake extends PropertyNamingStrategies.SnakeCaseStrategy {

        String of(String name) {
            return translate(name);
        }
    }
}
