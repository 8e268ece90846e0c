package dev.firstring.docs.guides;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.docs.GeneratedPart;
import dev.firstring.docs.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.treesitter.TSNode;
import org.treesitter.TSParser;
import org.treesitter.TreeSitterSwift;

/** The code in a guide is that of a file which another test compiles or runs. */
class GuidesDocumentTest {

    @ParameterizedTest
    @CsvSource({"android, kotlin", "ios, swift", "web, js"})
    void a_guide_shows_its_files_as_they_are(String guide, String language) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(Sources.root().resolve("examples/" + guide))) {
            files = all.sorted().toList();
        }
        assertThat(files).isNotEmpty();
        for (Path file : files) {
            new GeneratedPart("docs/guides/" + guide + ".md", "examples/" + guide + "/" + file.getFileName())
                    .mustBe("\n```" + language + "\n" + Files.readString(file) + "```\n\n");
        }
    }

    @Test
    void the_swift_of_the_guide_has_no_syntax_error(@TempDir Path libraries) throws IOException {
        System.setProperty("tree-sitter-lib", libraries.toString());
        TSParser parser = new TSParser();
        parser.setLanguage(new TreeSitterSwift());
        assertThat(parser.parseString(null, "func broken( { let x = }")
                        .getRootNode()
                        .hasError())
                .isTrue();
        try (Stream<Path> files = Files.list(Sources.root().resolve("examples/ios"))) {
            for (Path file : files.toList()) {
                TSNode tree = parser.parseString(null, Files.readString(file)).getRootNode();
                assertThat(tree.hasError()).as(file.toString()).isFalse();
            }
        }
    }
}
