package dev.firstring.messaging.hook;

import dev.firstring.platform.call.HttpCaller.Forms;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The fields of one receipt, from the query, a form, multipart, JSON or XML, regardless of the declared content type.
 * Values are stripped of surrounding blanks, line breaks, byte order marks and quotes. Immutable.
 */
public final class HookFields {

    private static final Pattern AROUND =
            Pattern.compile("^[\\s\\p{Z}\\p{C}\"']+|[\\s\\p{Z}\\p{C}\"']+$", Pattern.UNICODE_CHARACTER_CLASS);
    private static final int DEEPEST = 12;
    private static final int MOST_RECEIPTS = 1000;
    private static final int MOST_FIELDS = 200;

    private final Map<String, String> values;

    private HookFields(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Parses a request. A document may be a list of receipts or contain one. Each receipt then also has the fields
     * outside the list, and its own fields under their full path, as if it were the only receipt.
     *
     * @return the fields of each receipt; never empty
     */
    public static List<HookFields> read(HookRequest request) {
        Map<String, String> query = new LinkedHashMap<>();
        Forms.parse(request.query())
                .forEach((name, values) -> query.putIfAbsent(trimmed(name), trimmed(values.getFirst())));
        JsonNode tree = HookBody.read(request);
        Listed list = list(tree);
        Map<String, String> around = new LinkedHashMap<>();
        flatten("", tree, list == null ? null : list.path(), around, 0);
        if (list == null) {
            return List.of(new HookFields(joined(query, around)));
        }
        List<HookFields> all = new ArrayList<>();
        list.receipts().values().stream()
                .filter(JsonNode::isObject)
                .limit(MOST_RECEIPTS)
                .forEach(receipt -> {
                    Map<String, String> values = new LinkedHashMap<>();
                    flatten("", receipt, null, values, 0);
                    flatten(path(list.path(), "0"), receipt, null, values, 0);
                    all.add(new HookFields(joined(joined(query, values), around)));
                });
        return all;
    }

    /**
     * Returns a value, or an empty string if there is none. The name of a nested field is a path such as
     * {@code results.status}; the last part is sufficient unless another field with a different value ends with it.
     * Case is significant only if names differ in nothing else.
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
        List<String> told = named.stream().map(values::get).distinct().toList();
        return told.size() == 1 ? told.getFirst() : "";
    }

    /** Returns a value in lower case, as the words of providers are case-insensitive. */
    public String word(String name) {
        return value(name).toLowerCase(Locale.ROOT);
    }

    /** Strips surrounding blanks, line breaks, byte order marks and quotes. */
    public static String trimmed(String text) {
        return plain(text, AROUND);
    }

    private record Listed(String path, JsonNode receipts) {}

    /** Returns the list of objects nearest to the root; null if there is none or if several are equally near. */
    private static @Nullable Listed list(JsonNode tree) {
        Map<String, JsonNode> level = Map.of("", tree);
        for (int depth = 0; depth < DEEPEST && !level.isEmpty(); depth++) {
            List<Listed> lists = level.entrySet().stream()
                    .filter(entry -> entry.getValue().isArray()
                            && entry.getValue().values().stream().anyMatch(JsonNode::isObject)
                            && !NamedValue.isOneObject(entry.getValue()))
                    .map(entry -> new Listed(entry.getKey(), entry.getValue()))
                    .toList();
            if (!lists.isEmpty()) {
                return lists.size() == 1 ? lists.getFirst() : null;
            }
            Map<String, JsonNode> next = new LinkedHashMap<>();
            level.forEach((path, node) -> {
                if (node.isObject()) {
                    node.properties().forEach(field -> next.put(path(path, field.getKey()), field.getValue()));
                }
            });
            level = next;
        }
        return null;
    }

    private static Map<String, String> joined(Map<String, String> first, Map<String, String> then) {
        Map<String, String> both = new LinkedHashMap<>(first);
        then.forEach(both::putIfAbsent);
        return both;
    }

    private static void flatten(
            String path, JsonNode node, @Nullable String without, Map<String, String> into, int depth) {
        if (path.equals(without)) {
            return;
        }
        if (node.isValueNode()) {
            if (into.size() < MOST_FIELDS) {
                into.putIfAbsent(path, trimmed(node.asString("")));
            }
        } else if (depth < DEEPEST) {
            Optional<NamedValue> named = NamedValue.of(node);
            named.ifPresent(pair -> flatten(path(path, pair.name()), pair.value(), without, into, depth + 1));
            node.properties().stream()
                    // Otherwise nested pairs would be read twice on every level.
                    .filter(field -> named.isEmpty() || field.getValue().isValueNode())
                    .forEach(field -> flatten(path(path, field.getKey()), field.getValue(), without, into, depth + 1));
            for (int i = 0; node.isArray() && i < node.size(); i++) {
                flatten(path(path, String.valueOf(i)), node.get(i), without, into, depth + 1);
            }
        }
    }

    private static String path(String path, String name) {
        return path.isEmpty() || name.isEmpty() ? path + name : path + "." + name;
    }

    private static String plain(String text, Pattern without) {
        return without.matcher(text).replaceAll("");
    }
}
