package dev.firstring.http.rendering;

import dev.firstring.http.Problem;
import dev.firstring.http.Problems;
import dev.firstring.http.Spelling;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes problems in the spelling and the language of the client (PD-1, RL-3). Thread-safe. */
public final class ProblemRenderer implements Problems {

    /** The base of problem type URIs; the slug of the code follows. */
    public static final String TYPES = "https://firstring.dev/problems/";

    private final WireJson json;
    private final Texts texts;
    private final Languages languages;
    private final ProblemWording wording;

    public ProblemRenderer(WireJson json, Texts texts, Languages languages) {
        this.json = json;
        this.texts = texts;
        this.languages = languages;
        this.wording = new ProblemWording(texts);
    }

    @Override
    public void write(HttpServletRequest request, HttpServletResponse response, Problem problem) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        Spelling spelling = Spelling.of(request);
        Locale language = languages.of(request);
        @Nullable Long wait = wording.wait(problem);
        Map<String, Object> body = spelling == Spelling.SNAKE
                ? Map.of("detail", snake(problem, language, wait))
                : camel(problem, language, wait, instance(request));
        byte[] bytes = json.in(spelling).writeValueAsBytes(body);
        response.resetBuffer();
        response.setStatus(problem.code().status(spelling).value());
        response.setContentType(spelling == Spelling.SNAKE ? "application/json" : "application/problem+json");
        Languages.declare(language, response);
        if (wait != null) {
            response.setHeader("Retry-After", Long.toString(wait));
        }
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    private Map<String, Object> camel(
            Problem problem, Locale language, @Nullable Long wait, @Nullable String instance) {
        String title = wording.title(problem, language);
        String detail = wording.detail(problem, language, wait);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", TYPES + problem.code().slug());
        body.put("title", title);
        body.put("status", problem.code().status(Spelling.CAMEL).value());
        body.put("detail", detail);
        if (instance != null) {
            body.put("instance", instance);
        }
        body.put("success", false);
        body.put("code", problem.code().word(Spelling.CAMEL));
        body.put("error", title);
        body.put("message", detail);
        extend(body, problem, Spelling.CAMEL, language, wait);
        return body;
    }

    private Map<String, Object> snake(Problem problem, Locale language, @Nullable Long wait) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error", problem.code().word(Spelling.SNAKE));
        body.put("message", wording.detail(problem, language, wait));
        extend(body, problem, Spelling.SNAKE, language, wait);
        return body;
    }

    /** Extensions never replace the standard members. */
    private void extend(
            Map<String, Object> body, Problem problem, Spelling spelling, Locale language, @Nullable Long wait) {
        problem.extensions()
                .forEach((name, value) ->
                        body.putIfAbsent(Names.spell(name, spelling), Names.spellKeys(value, spelling)));
        if (wait != null) {
            body.put(Names.spell("retryAfter", spelling), wait);
        }
        if (!problem.violations().isEmpty()) {
            body.put(
                    spelling == Spelling.SNAKE ? "fields" : "details",
                    problem.violations().stream()
                            .sorted(Comparator.comparing(Problem.Violation::field))
                            .map(violation -> field(violation, spelling, language))
                            .toList());
        }
    }

    private Map<String, Object> field(Problem.Violation violation, Spelling spelling, Locale language) {
        String field = Names.spellPath(violation.field(), spelling);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("field", field);
        body.put("pointer", Names.pointer(field));
        body.put("message", texts.text(language, violation.messageKey(), violation.arguments()));
        return body;
    }

    private static @Nullable String instance(HttpServletRequest request) {
        return request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String failed
                ? failed
                : request.getRequestURI();
    }
}
