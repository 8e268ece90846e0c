package dev.firstring.http.rendering;

import dev.firstring.http.Choice;
import dev.firstring.http.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.jdk.StringDeserializer;

/**
 * Reads texts of requests leniently, for forms and client libraries: a blank text in an optional field is treated as
 * absent, and the values of a {@link Choice} are case-insensitive, such as {@code iOS}. Immutable.
 */
final class RequestText extends StringDeserializer {

    private final boolean mayBeAbsent;
    private final List<String> words;

    /** For texts that are not record fields, which are unchanged. */
    RequestText() {
        this(false, List.of());
    }

    private RequestText(boolean mayBeAbsent, List<String> words) {
        this.mayBeAbsent = mayBeAbsent;
        this.words = List.copyOf(words);
    }

    @Override
    public ValueDeserializer<?> createContextual(DeserializationContext context, @Nullable BeanProperty property) {
        if (property == null || property.getType().getRawClass() != String.class) {
            return this;
        }
        Choice choice = property.getAnnotation(Choice.class);
        return new RequestText(
                property.getAnnotation(Required.class) == null, choice == null ? List.of() : List.of(choice.value()));
    }

    @Override
    public @Nullable String deserialize(JsonParser json, DeserializationContext context) {
        String text = super.deserialize(json, context);
        if (text == null || (mayBeAbsent && text.isBlank())) {
            return null;
        }
        String word = text.strip();
        return words.stream()
                .filter(known -> known.equalsIgnoreCase(word))
                .findFirst()
                .orElse(text);
    }

    /** Each field has its own instance. */
    @Override
    public boolean isCachable() {
        return false;
    }
}
