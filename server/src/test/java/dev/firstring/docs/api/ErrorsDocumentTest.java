package dev.firstring.docs.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.docs.GeneratedPart;
import dev.firstring.http.ErrorCode;
import dev.firstring.http.Spelling;
import java.io.IOException;
import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;

class ErrorsDocumentTest {

    @Test
    void the_guide_lists_every_error_with_its_status_its_title_and_what_to_do() throws IOException {
        ErrorAdvice advice = new ErrorAdvice();
        ResourceBundle titles = ResourceBundle.getBundle("problems", Locale.ENGLISH);
        StringBuilder text =
                new StringBuilder("\n| code | in snake_case | status | title | what to do |\n|---|---|---|---|---|\n");
        for (ErrorCode code : ErrorCode.values()) {
            String title = titles.getString(code.name() + ".title");
            assertThat(title).isNotBlank();
            text.append("| `%s` | `%s` | %s | %s | %s |%n"
                    .formatted(
                            code.word(Spelling.CAMEL),
                            code.word(Spelling.SNAKE),
                            status(code),
                            title,
                            advice.of(code)));
        }
        assertThat(advice.hasMore()).isFalse();
        new GeneratedPart("docs/api.md", "errors").mustBe(text + "\n");
    }

    private static String status(ErrorCode code) {
        int camel = code.status(Spelling.CAMEL).value();
        int snake = code.status(Spelling.SNAKE).value();
        return camel == snake ? Integer.toString(camel) : camel + ", in snake_case " + snake;
    }
}
