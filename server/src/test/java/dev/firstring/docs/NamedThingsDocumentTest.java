package dev.firstring.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NamedThingsDocumentTest {

    private static final Pattern TEST = Pattern.compile("`(\\w+Test)`");
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:|#)([^)#]+)");

    @Test
    void every_test_that_the_page_on_security_names_is_there() throws IOException {
        Set<String> tests = files("server/src/test/java", ".java").stream()
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());
        List<String> named = found(TEST, Sources.root().resolve("docs/security.md"));
        assertThat(named).isNotEmpty();
        assertThat(tests).containsAll(named);
    }

    @Test
    void every_link_between_documents_leads_somewhere() throws IOException {
        List<Path> documents = Stream.concat(
                        Stream.of("README.md", "CHANGELOG.md", "CONTRIBUTING.md")
                                .map(Sources.root()::resolve),
                        files("docs", ".md").stream())
                .toList();
        for (Path document : documents) {
            assertThat(found(LINK, document))
                    .as("links in %s", document)
                    .allSatisfy(
                            link -> assertThat(document.resolveSibling(link)).exists());
        }
    }

    private static List<String> found(Pattern pattern, Path document) throws IOException {
        return pattern.matcher(Files.readString(document))
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList();
    }

    private static List<Path> files(String directory, String ending) throws IOException {
        try (Stream<Path> all = Files.walk(Sources.root().resolve(directory))) {
            return all.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }
}
