package dev.firstring.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The texts of one language as they stand in a file of the source, and what holds for them in every language. */
public record TextBundle(Path file, Locale language, SortedMap<String, String> texts) {

    /** What a text may be given in a place. */
    public enum Argument {
        NUMBER,
        TEXT
    }

    private static final Pattern PLACE = Pattern.compile("\\{(\\d+)\\s*(,\\s*(?:number|choice))?");
    private static final List<Integer> NUMBERS = List.of(0, 1, 2, 3, 7, 10, 11, 42, 99, 100, 101, 103, 120);

    /** Reads a file below the directory of resources; the same key twice is an error. */
    public static TextBundle read(String name, Locale language) {
        Path file = Path.of("src/main/resources").resolve(name);
        Once texts = new Once();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            texts.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new TextBundle(file, language, texts.found);
    }

    public SortedSet<String> keys() {
        return new TreeMap<>(texts).navigableKeySet();
    }

    public String text(String key) {
        return texts.getOrDefault(key, "");
    }

    /** The places of a text, by number; one that is counted anywhere in it takes a number. */
    public SortedMap<Integer, Argument> arguments(String key) {
        SortedMap<Integer, Argument> places = new TreeMap<>();
        PLACE.matcher(text(key))
                .results()
                .forEach(place -> places.merge(
                        Integer.valueOf(place.group(1)),
                        place.group(2) == null ? Argument.TEXT : Argument.NUMBER,
                        (one, other) -> one == Argument.NUMBER ? one : other));
        return places;
    }

    /** Fails unless this says all that the original says, takes what it takes, and can be said. */
    public void mustMatch(TextBundle original) {
        assertThat(keys()).as("keys of %s", file).isEqualTo(original.keys());
        for (String key : keys()) {
            assertThat(arguments(key)).as("places of %s in %s", key, file).isEqualTo(original.arguments(key));
            mustRead(key);
        }
    }

    private void mustRead(String key) {
        String what = key + " in " + file;
        String text = text(key);
        assertThat(text).as(what).isNotBlank().isEqualTo(text.strip()).doesNotContain("'");
        assertThat(text.chars().filter(c -> c >= 0x2066 && c <= 0x2068).count())
                .as("isolates that are opened and closed: %s", what)
                .isEqualTo(text.chars().filter(c -> c == 0x2069).count());
        SortedMap<Integer, Argument> places = arguments(key);
        for (int number : NUMBERS) {
            List<Object> samples = new ArrayList<>();
            places.forEach((place, argument) -> {
                assertThat(place).as("places without a gap: %s", what).isEqualTo(samples.size());
                samples.add(argument == Argument.NUMBER ? number : "Ada" + place);
            });
            String said = new MessageFormat(text, language).format(samples.toArray());
            assertThat(said).as(what).isNotBlank().doesNotContain("{", "}");
            for (Object sample : samples) {
                // Small numbers may be said in words.
                if (sample instanceof String || number > 2) {
                    assertThat(said).as(what).contains(sample.toString());
                }
            }
        }
    }

    /** Properties that refuse to lose the first of two texts. */
    private static final class Once extends java.util.Properties {

        private static final long serialVersionUID = 1L;

        private final transient SortedMap<String, String> found = new TreeMap<>();

        @Override
        public synchronized Object put(Object key, Object value) {
            assertThat(found.put(key.toString(), value.toString()))
                    .as("the first text of %s", key)
                    .isNull();
            return super.put(key, value);
        }
    }
}
