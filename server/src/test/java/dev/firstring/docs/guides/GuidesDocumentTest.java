package dev.firstring.docs.guides;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.docs.GeneratedPart;
import dev.firstring.docs.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private static final int LONGEST = 30;

    @ParameterizedTest
    @CsvSource({"android, kotlin, Onboarding.kt", "ios, swift, Onboarding.swift", "web, js, onboarding.js"})
    void a_guide_shows_the_flow_in_thirty_lines_and_links_what_it_stands_on(String guide, String language, String flow)
            throws IOException {
        String code = Files.readString(Sources.root().resolve("examples/" + guide + "/" + flow));
        assertThat(code.lines()).hasSizeLessThanOrEqualTo(LONGEST);
        new GeneratedPart("docs/guides/" + guide + ".md", "examples/" + guide + "/" + flow)
                .mustBe("\n```" + language + "\n" + code + "```\n\n");

        String text = Files.readString(Sources.root().resolve("docs/guides/" + guide + ".md"));
        try (Stream<Path> all = Files.list(Sources.root().resolve("examples/" + guide))) {
            assertThat(all.map(file -> file.getFileName().toString()).filter(name -> !name.equals(flow)))
                    .hasSize(2)
                    .allSatisfy(name -> assertThat(text).contains("(../../examples/" + guide + "/" + name + ")"));
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
