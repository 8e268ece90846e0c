package dev.firstring.docs.api;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** The fields of a schema of the OpenAPI document, those of inner objects under the names of the outer ones. */
final class ApiFields {

    private final JsonNode document;

    ApiFields(JsonNode document) {
        this.document = document;
    }

    /**
     * One row.
     *
     * @param type in words, with the values to choose from
     */
    record Field(String name, String type, boolean required, String description) {}

    List<Field> of(JsonNode schema) {
        List<Field> fields = new ArrayList<>();
        collect("", schema, fields, new HashSet<>());
        return fields;
    }

    private void collect(String prefix, JsonNode schema, List<Field> fields, Set<JsonNode> above) {
        JsonNode object = real(schema);
        if (!above.add(object)) {
            return;
        }
        List<String> required = StreamSupport.stream(object.path("required").spliterator(), false)
                .map(JsonNode::asString)
                .toList();
        object.path("properties").properties().forEach(property -> {
            String name = prefix + property.getKey();
            JsonNode inner = real(property.getValue());
            fields.add(new Field(
                    name,
                    type(property.getValue()),
                    required.contains(property.getKey()),
                    description(property.getValue(), inner)));
            if (inner.has("properties")) {
                collect(name + ".", inner, fields, above);
            } else if (real(inner.path("items")).has("properties")) {
                collect(name + "[].", inner.path("items"), fields, above);
            }
        });
        above.remove(object);
    }

    private static String description(JsonNode property, JsonNode inner) {
        String own = property.path("description").asString("");
        return own.isEmpty() ? inner.path("description").asString("") : own;
    }

    private String type(JsonNode property) {
        JsonNode schema = real(property);
        List<String> words = new ArrayList<>();
        JsonNode types = schema.path("type");
        if (types.isArray()) {
            types.forEach(type -> words.add(type.asString()));
        } else if (types.isString()) {
            words.add(types.asString());
        } else if (schema.has("properties")) {
            words.add("object");
        }
        if (alternatives(property).stream().anyMatch(ApiFields::isNull) && !words.contains("null")) {
            words.add("null");
        }
        String text = words.stream()
                .filter(word -> !word.equals("null"))
                .map(word -> word.equals("array")
                        ? "list of " + plural(type(schema.path("items")))
                        : schema.path("format").asString("").equals("date-time") ? "time" : word)
                .collect(Collectors.joining(" or "));
        String choice = StreamSupport.stream(schema.path("enum").spliterator(), false)
                .filter(value -> !value.isNull())
                .map(value -> "`" + value.asString() + "`")
                .collect(Collectors.joining(", "));
        return (choice.isEmpty() ? text : choice) + (words.contains("null") ? " or null" : "");
    }

    private static String plural(String type) {
        return type.startsWith("`") || type.isEmpty() ? type : type + "s";
    }

    /** The schema that a reference or the one real alternative leads to. */
    JsonNode real(JsonNode schema) {
        if (schema.has("$ref")) {
            return real(document.at(schema.get("$ref").asString().substring(1)));
        }
        List<JsonNode> possible = alternatives(schema).stream()
                .filter(alternative -> !isNull(alternative))
                .toList();
        return possible.size() == 1 && !schema.has("properties") ? real(possible.getFirst()) : schema;
    }

    private static List<JsonNode> alternatives(JsonNode schema) {
        List<JsonNode> all = new ArrayList<>();
        for (String word : List.of("anyOf", "oneOf", "allOf")) {
            schema.path(word).forEach(all::add);
        }
        return all;
    }

    private static boolean isNull(JsonNode schema) {
        return schema.path("type").asString("").equals("null");
    }
}
