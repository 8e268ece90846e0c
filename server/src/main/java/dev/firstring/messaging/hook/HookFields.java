package dev.firstring.messaging.hook;

import dev.firstring.messaging.call.Forms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The fields of one receipt, whether they came in the query, a form or JSON and whatever the call says its content is. Values are
 * read without what surrounds them: blanks, line ends, byte order marks, quotes. Immutable.
 */
public final class HookFields {

    private static final Pattern AROUND =
            Pattern.compile("^[\\s\\p{Z}\\p{C}\"']+|[\\s\\p{Z}\\p{C}\"']+$", Pattern.UNICODE_CHARACTER_CLASS);
    private static final int DEEPEST = 8;
    private static final int MOST_RECEIPTS = 1000;
    private static final int MOST_FIELDS = 200;

    private final Map<String, String> values;

    private HookFields(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Reads a call. JSON may be a list of receipts, or have one; then each has the fields around it, too.
     *
     * @return one for each receipt; never empty
     */
    public static List<HookFields> read(HookRequest request) {
        Map<String, String> shared = new LinkedHashMap<>();
        put(Forms.parse(request.query()), shared);
        String body = plain(request.body(), Pattern.compile("^\\uFEFF|^\\s+"));
        if (!body.startsWith("{") && !body.startsWith("[")) {
            put(Forms.parse(body), shared);
            return List.of(new HookFields(shared));
        }
        List<HookFields> all = new ArrayList<>();
        split(json(body), shared, all);
        return all.isEmpty() ? List.of(new HookFields(shared)) : all;
    }

    /**
     * A value; empty if there is none. The name of a field within another is a path such as {@code results.status}; its last part
     * will do where no other field ends with it. Case counts only where two names differ in nothing else.
     */
    public String value(String name) {
        String exact = values.get(name);
        if (exact != null) {
            return exact;
        }
        String wanted = name.toLowerCase(Locale.ROOT);
        List<String> named = values.keySet().stream()
                .filter(key -> key.toLowerCase(Locale.ROOT).equals(wanted))
                .toList();
        if (named.isEmpty()) {
            named = values.keySet().stream()
                    .filter(key -> key.toLowerCase(Locale.ROOT).endsWith("." + wanted))
                    .toList();
        }
        return named.size() == 1 ? values.getOrDefault(named.getFirst(), "") : "";
    }

    /** A word as providers mean it: without what surrounds it, in lower case. */
    public String word(String name) {
        return value(name).toLowerCase(Locale.ROOT);
    }

    /** Text without blanks, line ends, byte order marks and quotes around it. */
    public static String trimmed(String text) {
        return plain(text, AROUND);
    }

    private static void split(JsonNode json, Map<String, String> shared, List<HookFields> into) {
        if (json.isArray()) {
            json.values().stream()
                    .filter(JsonNode::isObject)
                    .limit(MOST_RECEIPTS)
                    .forEach(element -> {
                        Map<String, String> values = new HashMap<>(shared);
                        flatten("", element, values, 0);
                        into.add(new HookFields(values));
                    });
            return;
        }
        List<Map.Entry<String, JsonNode>> lists = json.properties().stream()
                .filter(field -> field.getValue().isArray()
                        && field.getValue().values().stream().anyMatch(JsonNode::isObject))
                .toList();
        Map<String, String> around = new HashMap<>(shared);
        json.properties().stream()
                .filter(field -> lists.size() != 1 || !field.equals(lists.getFirst()))
                .forEach(field -> flatten(field.getKey(), field.getValue(), around, 0));
        if (lists.size() == 1) {
            split(lists.getFirst().getValue(), around, into);
        } else {
            into.add(new HookFields(around));
        }
    }

    private static void flatten(String name, JsonNode node, Map<String, String> into, int depth) {
        if (node.isValueNode()) {
            if (into.size() < MOST_FIELDS) {
                into.putIfAbsent(name, trimmed(node.asString("")));
            }
        } else if (depth < DEEPEST) {
            String prefix = name.isEmpty() ? "" : name + ".";
            node.properties().forEach(field -> flatten(prefix + field.getKey(), field.getValue(), into, depth + 1));
            for (int i = 0; node.isArray() && i < node.size(); i++) {
                flatten(prefix + i, node.get(i), into, depth + 1);
            }
        }
    }

    private static void put(Map<String, List<String>> form, Map<String, String> into) {
        form.forEach((name, values) -> into.putIfAbsent(trimmed(name), trimmed(values.getFirst())));
    }

    private static String plain(String text, Pattern without) {
        return without.matcher(text).replaceAll("");
    }

    private static JsonNode json(String body) {
        try {
            return JsonMapper.shared().readTree(body);
        } catch (JacksonException e) {
            return JsonMapper.shared().createObjectNode();
        }
    }
}
