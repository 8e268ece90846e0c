package dev.firstring.messaging.hook;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A field whose name is a value: a member of an XML-RPC struct, {@code <field name="state">DELIVRD</field>}, or {@code
 * {"key": "state", "value": "DELIVRD"}}.
 */
record NamedValue(String name, JsonNode value) {

    private static final Set<String> NAMES = Set.of("name", "key");
    // "" is the text of an XML element that has attributes; WDDX writes the type in place of "value".
    private static final Set<String> VALUES = Set.of("value", "", "string", "number");
    private static final String VALUE = "value";

    /** Reads an object with a name, a value and nothing else; empty for any other node. */
    static Optional<NamedValue> of(JsonNode node) {
        String name = "";
        JsonNode value = null;
        for (var field : node.properties()) {
            String word = field.getKey().toLowerCase(Locale.ROOT);
            if (NAMES.contains(word) && field.getValue().isString()) {
                name = HookFields.trimmed(field.getValue().asString());
            } else if (VALUES.contains(word)) {
                value = field.getValue();
            }
        }
        return node.size() != 2 || name.isEmpty() || value == null
                ? Optional.empty()
                : Optional.of(new NamedValue(name, typed(value)));
    }

    /** Whether the elements of an array are the fields of one object, or the parameters of one call of XML-RPC. */
    static boolean isOneObject(JsonNode array) {
        return array.values().stream()
                .allMatch(element -> of(element).isPresent() || (element.size() == 1 && element.has(VALUE)));
    }

    /** The content of a value of XML-RPC, which is wrapped in its type: {@code <string>DELIVRD</string>}. */
    private static JsonNode typed(JsonNode value) {
        return value.size() == 1 && value.values().iterator().next().isValueNode()
                ? value.values().iterator().next()
                : value;
    }
}
