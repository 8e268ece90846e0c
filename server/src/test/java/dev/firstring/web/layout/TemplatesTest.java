package dev.firstring.web.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** What templates and scripts must not hold: the content policy would stop it only once somebody looks at the page. */
class TemplatesTest {

    private static final Pattern SCRIPT =
            Pattern.compile("<script\\b[^>]*>(?!\\s*</script>)", Pattern.CASE_INSENSITIVE);

    private static final List<Pattern> INLINE = List.of(
            SCRIPT,
            Pattern.compile("<style\\b", Pattern.CASE_INSENSITIVE),
            Pattern.compile("\\s(?:th:)?style=", Pattern.CASE_INSENSITIVE),
            Pattern.compile("\\s(?:th:)?on[a-z]+=", Pattern.CASE_INSENSITIVE),
            Pattern.compile("javascript:", Pattern.CASE_INSENSITIVE),
            Pattern.compile("(?:src|href)=\"(?:https?:)?//", Pattern.CASE_INSENSITIVE));

    static Stream<Resource> templates() throws IOException {
        return Stream.of(new PathMatchingResourcePatternResolver().getResources("classpath:templates/**/*.html"));
    }

    static Stream<Resource> scripts() throws IOException {
        return Stream.of(
                new PathMatchingResourcePatternResolver().getResources("classpath:dev/firstring/web/files/js/*.js"));
    }

    @ParameterizedTest
    @MethodSource("templates")
    void no_template_holds_script_or_style_or_comes_from_elsewhere(Resource template) throws IOException {
        String text = template.getContentAsString(StandardCharsets.UTF_8);
        assertThat(INLINE.stream().filter(pattern -> pattern.matcher(text).find()))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("templates")
    void forms_that_change_something_are_written_so_that_they_carry_the_token(Resource template) throws IOException {
        String text = template.getContentAsString(StandardCharsets.UTF_8);
        assertThat(Pattern.compile("<form\\b[^>]*method=\"post\"[^>]*>")
                        .matcher(text)
                        .results()
                        .map(form -> form.group()))
                .allSatisfy(form -> assertThat(form).contains("th:action="));
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void no_script_writes_html_or_evaluates_text(Resource script) throws IOException {
        assertThat(script.getContentAsString(StandardCharsets.UTF_8))
                .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(");
    }
}
