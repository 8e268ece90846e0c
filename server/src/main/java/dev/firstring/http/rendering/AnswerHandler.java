package dev.firstring.http.rendering;

import dev.firstring.http.Answer;
import dev.firstring.http.Problem;
import dev.firstring.http.Spelling;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Writes an {@link Answer} that a controller returns. The format is always JSON, regardless of {@code Accept}.
 * Thread-safe.
 */
public final class AnswerHandler implements HandlerMethodReturnValueHandler {

    private final WireJson json;
    private final Texts texts;
    private final Languages languages;
    private final ProblemRenderer problems;

    public AnswerHandler(WireJson json, Texts texts, Languages languages, ProblemRenderer problems) {
        this.json = json;
        this.texts = texts;
        this.languages = languages;
        this.problems = problems;
    }

    @Override
    public boolean supportsReturnType(MethodParameter returnType) {
        return returnType.getParameterType() == Answer.class;
    }

    @Override
    public void handleReturnValue(
            @Nullable Object returned,
            MethodParameter returnType,
            ModelAndViewContainer container,
            NativeWebRequest webRequest)
            throws IOException {
        container.setRequestHandled(true);
        Answer<?> answer = (Answer<?>) Objects.requireNonNull(returned, "a controller returned no answer");
        HttpServletRequest request =
                Objects.requireNonNull(webRequest.getNativeRequest(HttpServletRequest.class), "no servlet request");
        HttpServletResponse response =
                Objects.requireNonNull(webRequest.getNativeResponse(HttpServletResponse.class), "no servlet response");
        answer.headers().forEach(header -> response.addHeader(header.getKey(), header.getValue()));
        Problem problem = answer.problem();
        if (problem == null) {
            write(answer, request, response);
        } else {
            problems.write(request, response, problem);
        }
    }

    private void write(Answer<?> answer, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Locale language = languages.of(request);
        String message =
                texts.text(language, Objects.requireNonNull(answer.messageKey(), "an answer has a message"), List.of());
        Object data = answer.data() == null ? Map.of() : answer.data();
        byte[] body = json.in(Spelling.of(request)).writeValueAsBytes(new Envelope(true, data, message));
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentType("application/json");
        Languages.declare(language, response);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
