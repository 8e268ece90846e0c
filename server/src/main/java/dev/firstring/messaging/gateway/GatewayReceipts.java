package dev.firstring.messaging.gateway;

import dev.firstring.messaging.call.Forms;
import dev.firstring.messaging.hook.HookRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the fields of a gateway's receipt, which come as a query, a form or JSON. */
final class GatewayReceipts {

    private GatewayReceipts() {}

    /** How a message ended, in the gateway's words. */
    record Ending(boolean delivered, String word) {}

    static Map<String, String> fields(HookRequest request) {
        Map<String, String> fields = new HashMap<>();
        put(Forms.parse(request.query()), fields);
        String body = request.body().strip();
        if (body.startsWith("{")) {
            json(body).properties().stream()
                    .filter(field -> field.getValue().isValueNode())
                    .forEach(field ->
                            fields.putIfAbsent(field.getKey(), field.getValue().asString("")));
        } else {
            put(Forms.parse(body), fields);
        }
        return fields;
    }

    /** Empty for a state that ends nothing, and for one that is not known. */
    static Optional<Ending> ending(Map<String, String> fields, ReceiptRules rules) {
        String word = fields.getOrDefault(rules.state(), "");
        if (rules.delivered().stream().anyMatch(word::equalsIgnoreCase)) {
            return Optional.of(new Ending(true, word));
        }
        return rules.failed().stream().anyMatch(word::equalsIgnoreCase)
                ? Optional.of(new Ending(false, word))
                : Optional.empty();
    }

    private static void put(Map<String, List<String>> form, Map<String, String> fields) {
        form.forEach((name, values) -> fields.putIfAbsent(name, values.getFirst()));
    }

    private static JsonNode json(String body) {
        try {
            return JsonMapper.shared().readTree(body);
        } catch (JacksonException e) {
            return JsonMapper.shared().createObjectNode();
        }
    }
}
