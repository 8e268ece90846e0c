package dev.firstring.http.reading;

import dev.firstring.http.Answer;
import dev.firstring.http.ErrorCode;
import dev.firstring.http.Problem;
import dev.firstring.http.Spelling;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.Validator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Reads the {@code @RequestBody} of a controller that returns an {@link Answer}, and validates it if it is
 * {@code @Valid}. Only {@code application/json} in UTF-8 is accepted. Thread-safe.
 */
public final class BodyResolver implements HandlerMethodArgumentResolver {

    private final JsonReader reader;
    private final Validator validator;

    BodyResolver(JsonReader reader, Validator validator) {
        this.reader = reader;
        this.validator = validator;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.hasParameterAnnotation(RequestBody.class)
                && Objects.requireNonNull(parameter.getMethod()).getReturnType() == Answer.class;
    }

    @Override
    public @Nullable Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest webRequest,
            @Nullable WebDataBinderFactory binders)
            throws IOException {
        HttpServletRequest request =
                Objects.requireNonNull(webRequest.getNativeRequest(HttpServletRequest.class), "no servlet request");
        byte[] document = request.getInputStream().readAllBytes();
        if (document.length == 0) {
            RequestBody wanted = Objects.requireNonNull(parameter.getParameterAnnotation(RequestBody.class));
            if (wanted.required()) {
                throw JsonReader.malformed();
            }
            return null;
        }
        if (!isJson(request)) {
            throw Problem.of(ErrorCode.UNSUPPORTED_MEDIA_TYPE).asRefusal();
        }
        Object body = reader.read(document, parameter.getNestedGenericParameterType(), Spelling.of(request));
        if (parameter.hasParameterAnnotation(Valid.class)) {
            Violations.refuseIfAny(validator.validate(body));
        }
        return body;
    }

    private static boolean isJson(HttpServletRequest request) {
        String written = request.getContentType();
        String encoding = request.getHeader("Content-Encoding");
        if (written == null
                || (encoding != null && !encoding.isBlank() && !encoding.strip().equalsIgnoreCase("identity"))) {
            return false;
        }
        try {
            MediaType type = MediaType.parseMediaType(written);
            return MediaType.APPLICATION_JSON.equalsTypeAndSubtype(type)
                    && (type.getCharset() == null || type.getCharset().equals(StandardCharsets.UTF_8));
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }
}
