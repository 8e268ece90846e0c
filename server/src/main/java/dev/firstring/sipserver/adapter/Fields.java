package dev.firstring.sipserver.adapter;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads fields of a server's response, which may be absent or of an unexpected type. */
public final class Fields {

    private Fields() {}

    /** A string, or a number as text; null if absent or blank. */
    public static @Nullable String text(JsonNode node, String field) {
        String text = node.path(field).asString("");
        return text.isBlank() ? null : text;
    }

    /** An RFC 3339 time; null if absent, malformed or without an offset. */
    public static @Nullable Instant time(JsonNode node, String field) {
        try {
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(node.path(field).asString(""), Instant::from);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
