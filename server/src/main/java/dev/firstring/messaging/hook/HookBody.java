package dev.firstring.messaging.hook;

import dev.firstring.platform.call.HttpCaller.Forms;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Parses the body of a receipt into one tree: JSON, XML, multipart or a form. The format is detected from the body,
 * because gateways declare wrong content types. A field of a form may itself be a document ({@code XMLDATA=<...>}).
 */
final class HookBody {

    private static final Pattern BEFORE = Pattern.compile("^\\uFEFF|^\\s+");
    private static final int MOST_FIELDS = 200;

    private HookBody() {}

    /** Returns the tree, or an empty object if the body cannot be parsed. */
    static JsonNode read(HookRequest request) {
        String body = bare(request.body());
        if (isDocument(body)) {
            return document(body);
        }
        return form(body.startsWith("--") ? MultipartBody.read(request.contentType(), body) : Forms.parse(body));
    }

    private static JsonNode form(Map<String, List<String>> fields) {
        ObjectNode tree = JsonMapper.shared().createObjectNode();
        fields.entrySet().stream().limit(MOST_FIELDS).forEach(field -> {
            String name = HookFields.trimmed(field.getKey());
            String value = field.getValue().getFirst();
            String bare = bare(value);
            if (!tree.has(name)) {
                if (isDocument(bare)) {
                    tree.set(name, document(bare));
                } else {
                    tree.put(name, value);
                }
            }
        });
        return tree;
    }

    private static boolean isDocument(String text) {
        return text.startsWith("{") || text.startsWith("[") || text.startsWith("<");
    }

    private static JsonNode document(String text) {
        return text.startsWith("<") ? XmlBody.read(text) : json(text);
    }

    private static JsonNode json(String text) {
        try {
            return JsonMapper.shared().readTree(text);
        } catch (JacksonException e) {
            return JsonMapper.shared().createObjectNode();
        }
    }

    private static String bare(String text) {
        String bare = text;
        for (String before = ""; !before.equals(bare); ) {
            before = bare;
            bare = BEFORE.matcher(bare).replaceFirst("");
        }
        return bare;
    }
}
