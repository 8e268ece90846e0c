package dev.firstring.sipserver.adapter;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads fields of what a server answers, which may be missing or of another kind than expected. */
public final class Fields {

    private Fields() {}

    /** A text, or a number as text; null where there is none, or a blank one. */
    public static @Nullable String text(JsonNode node, String field) {
        String text = node.path(field).asString("");
        return text.isBlank() ? null : text;
    }

    /** A time as RFC 3339 has it; null for what has another form, or no offset. */
    public static @Nullable Instant time(JsonNode node, String field) {
        try {
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(node.path(field).asString(""), Instant::from);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
