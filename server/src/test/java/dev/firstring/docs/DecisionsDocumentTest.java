package dev.firstring.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DecisionsDocumentTest {

    private static final Path FOLDER = Sources.root().resolve("docs/decisions");
    private static final Pattern HEADING = Pattern.compile("(?m)^## (.+)$");

    @Test
    void decisions_are_numbered_without_gaps() throws IOException {
        List<String> numbers =
                pages().stream().map(page -> page.substring(0, 4)).toList();
        List<String> expected = new ArrayList<>();
        for (int number = 1; number <= numbers.size(); number++) {
            expected.add("%04d".formatted(number));
        }
        assertThat(numbers).isNotEmpty().isEqualTo(expected);
    }

    @Test
    void every_decision_has_its_number_as_title_then_context_decision_and_consequences() throws IOException {
        for (String page : pages()) {
            String text = Files.readString(FOLDER.resolve(page));
            assertThat(text).as(page).startsWith("# " + Integer.parseInt(page.substring(0, 4)) + ". ");
            assertThat(HEADING.matcher(text)
                            .results()
                            .map(heading -> heading.group(1))
                            .toList())
                    .as(page)
                    .containsExactly("Context", "Decision", "Consequences");
        }
    }

    @Test
    void the_index_lists_every_decision_with_its_title() throws IOException {
        String index = Files.readString(FOLDER.resolve("README.md")).replaceAll("\\s+", " ");
        for (String page : pages()) {
            String title =
                    Files.readString(FOLDER.resolve(page)).lines().findFirst().orElseThrow();
            assertThat(index).contains("- [%s](%s)".formatted(title.substring(2), page));
        }
    }

    private static List<String> pages() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("\\d{4}-.*\\.md"))
                    .sorted()
                    .toList();
        }
    }
}
