package dev.firstring.docs.api;

import dev.firstring.docs.Sources;
import dev.firstring.http.ErrorCode;
import dev.firstring.http.Spelling;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

/** What the developer of an app does about each error. Names of fields are written in camelCase there. */
final class ErrorAdvice {

    private final Properties texts = new Properties();

    ErrorAdvice() throws IOException {
        Path file = Sources.root().resolve("server/src/test/resources/dev/firstring/docs/api/advice.properties");
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            texts.load(reader);
        }
    }

    /** @throws NullPointerException if nobody wrote down what to do */
    String of(ErrorCode code) {
        return Objects.requireNonNull(texts.getProperty(code.name()), () -> "nothing is said about " + code);
    }

    /** Whether a text belongs to no error of the catalogue. */
    boolean hasMore() {
        return texts.size() > ErrorCode.values().length;
    }

    static Optional<ErrorCode> code(String word, Spelling spelling) {
        return Arrays.stream(ErrorCode.values())
                .filter(code -> code.word(spelling).equals(word))
                .findFirst();
    }
}
