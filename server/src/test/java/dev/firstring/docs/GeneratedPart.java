package dev.firstring.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A part of a document that is made from the code, between two comments that name it. Run with {@code -Ddocs.write=true},
 * a test writes it; otherwise it compares.
 *
 * @param file the document, seen from the root of the project
 * @param name what the two comments call it
 */
public record GeneratedPart(String file, String name) {

    private static final String ADVICE =
            "%s is out of date: run bin/test --quick -Dtest='*DocumentTest' -Ddocs.write=true -Dsurefire.failIfNoSpecifiedTests=false, or write it as follows";

    /** @throws IOException if the document cannot be read */
    public void mustBe(String wanted) throws IOException {
        Path path = Sources.root().resolve(file);
        String text = Files.readString(path);
        String begin = "<!-- begin generated: " + name + " -->\n";
        String end = "<!-- end generated: " + name + " -->\n";
        assertThat(text).as("the marks of the generated part in %s", file).contains(begin, end);
        int from = text.indexOf(begin) + begin.length();
        int to = text.indexOf(end, from);
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(path, text.substring(0, from) + wanted + text.substring(to));
        } else {
            assertThat(text.substring(from, to)).as(ADVICE, file).isEqualTo(wanted);
        }
    }
}
