package dev.firstring.http.rendering;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.firstring.http.Spelling;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.PropertyNamingStrategy;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

/**
 * JSON as it is on the wire, once for each spelling. Reading ignores unknown names and the case of words to choose from, takes a
 * blank text for an absent one where the field may be absent, turns no type into another, and refuses names that occur twice and documents that are deep or made of very many parts. A field without a value is
 * written as {@code null}, unless its record leaves it out by an annotation. Thread-safe.
 */
public final class WireJson {

    /** How deep objects and arrays may be nested. */
    public static final int MAX_DEPTH = 16;

    /** How many characters a number may have. */
    public static final int MAX_NUMBER_LENGTH = 32;

    /** How many characters a name may have. */
    public static final int MAX_NAME_LENGTH = 128;

    /** How many characters a text may have. */
    public static final int MAX_STRING_LENGTH = 8_192;

    /** How many tokens a document may have. */
    public static final int MAX_TOKENS = 2_000;

    private final JsonMapper camel = mapper(PropertyNamingStrategies.LOWER_CAMEL_CASE);

    /** Names in maps are spelled like those of records: what is kept as JSON is answered as a map. */
    private final JsonMapper snake = mapper(PropertyNamingStrategies.SNAKE_CASE)
            .rebuild()
            .addModule(new SimpleModule("snake keys").addKeySerializer(String.class, new SnakeKeys()))
            .build();

    /** The mapper of a spelling. */
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
}
