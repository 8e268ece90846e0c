package dev.firstring.http.rendering;

import dev.firstring.http.Spelling;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.PropertyNamingStrategies;

/** Spells names that are not those of a record's components, in the very way Jackson spells those. */
public final class Names {

    private static final Snake SNAKE = new Snake();

    private Names() {}

    /** A camelCase name in a spelling. Names with a dash, those of headers, stay as they are. */
    public static String spell(String name, Spelling spelling) {
        return spelling == Spelling.CAMEL || name.indexOf('-') >= 0 ? name : SNAKE.of(name);
    }

    /** A path such as {@code contacts[0].displayName} in a spelling. */
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

    /** The camelCase name of a name that came in a spelling. */
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

    /** A value of a problem's extension with the names in its maps spelled. */
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
