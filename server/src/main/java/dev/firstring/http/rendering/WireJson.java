package dev.firstring.http.rendering;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.firstring.http.Choice;
import dev.firstring.http.Required;
import dev.firstring.http.Spelling;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.PropertyNamingStrategy;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.deser.jdk.StringDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

/**
 * The JSON mappers of the wire format, one for each spelling. Reading ignores unknown names and the case of enumeration
 * values, treats a blank text in an optional field as absent, does not convert between types, and rejects duplicate
 * names and documents that exceed the limits on nesting and size. A field without a value is written as {@code null},
 * unless an annotation of its record omits it. Thread-safe.
 */
public final class WireJson {

    /** The maximum nesting depth of objects and arrays. */
    public static final int MAX_DEPTH = 16;

    /** The maximum length of a number in characters. */
    public static final int MAX_NUMBER_LENGTH = 32;

    /** The maximum length of a name in characters. */
    public static final int MAX_NAME_LENGTH = 128;

    /** The maximum length of a text in characters. */
    public static final int MAX_STRING_LENGTH = 8_192;

    /** The maximum number of tokens in a document. */
    public static final int MAX_TOKENS = 2_000;

    private final JsonMapper camel = mapper(PropertyNamingStrategies.LOWER_CAMEL_CASE);

    /** Map keys are converted like record components, since stored JSON is returned as a map. */
    private final JsonMapper snake = mapper(PropertyNamingStrategies.SNAKE_CASE)
            .rebuild()
            .addModule(new SimpleModule("snake keys").addKeySerializer(String.class, new SnakeKeys()))
            .build();

    /** The mapper for a spelling. */
    public JsonMapper in(Spelling spelling) {
        return spelling == Spelling.SNAKE ? snake : camel;
    }

    private static final class SnakeKeys extends ValueSerializer<String> {

        @Override
        public void serialize(String name, JsonGenerator json, SerializationContext context) {
            json.writeName(Names.spell(name, Spelling.SNAKE));
        }
    }

    private static JsonMapper mapper(PropertyNamingStrategy names) {
        return JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(MAX_DEPTH)
                                .maxNumberLength(MAX_NUMBER_LENGTH)
                                .maxNameLength(MAX_NAME_LENGTH)
                                .maxStringLength(MAX_STRING_LENGTH)
                                .maxTokenCount(MAX_TOKENS)
                                .build())
                        .build())
                .propertyNamingStrategy(names)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .addModule(new SimpleModule("texts of requests").addDeserializer(String.class, new RequestText()))
                .withCoercionConfigDefaults(
                        shapes -> shapes.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.EmptyArray, CoercionAction.Fail))
                .withCoercionConfig(
                        LogicalType.Textual,
                        shapes -> shapes.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.ALWAYS))
                .build();
    }

    /**
     * Reads texts of requests leniently, for forms and client libraries: a blank text in an optional field is treated
     * as absent, and the values of a {@link Choice} are case-insensitive, such as {@code iOS}. Immutable.
     */
    private static final class RequestText extends StringDeserializer {

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
                    property.getAnnotation(Required.class) == null,
                    choice == null ? List.of() : List.of(choice.value()));
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
}
