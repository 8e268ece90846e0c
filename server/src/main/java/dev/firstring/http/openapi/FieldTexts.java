package dev.firstring.http.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The descriptions of request and response fields, from {@code fields.properties}: {@code Type.field} or, for all
 * types, {@code field} is the description; the same key with {@code .one-of} lists the allowed values. Immutable.
 */
final class FieldTexts {

    private static final String FILE = "fields.properties";

    private final Properties texts = new Properties();

    FieldTexts() {
        try (InputStream file = Objects.requireNonNull(FieldTexts.class.getResourceAsStream(FILE), FILE)) {
            texts.load(new InputStreamReader(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<String> description(Class<?> owner, String field) {
        return text(owner, field);
    }

    /** The description of a parameter in the path, the query or a header. */
    Optional<String> parameter(String operation, String name) {
        return Stream.of(operation + "." + name, "parameter." + name, name)
                .map(texts::getProperty)
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** The allowed values of a parameter; empty if it is not restricted. */
    List<String> wordsOfParameter(String operation, String name) {
        return parameter(operation, name + ".one-of").map(FieldTexts::split).orElse(List.of());
    }

    /** The allowed values of a field; empty if it is not restricted. */
    List<String> words(Class<?> owner, String field) {
        return text(owner, field + ".one-of").map(FieldTexts::split).orElse(List.of());
    }

    private static List<String> split(String words) {
        return List.of(words.strip().split("\\s*,\\s*"));
    }

    private Optional<String> text(Class<?> owner, String key) {
        return Optional.ofNullable(texts.getProperty(owner.getSimpleName() + "." + key, texts.getProperty(key)));
    }
}
