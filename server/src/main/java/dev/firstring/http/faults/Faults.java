package dev.firstring.http.faults;

import dev.firstring.http.ErrorCode;
import dev.firstring.http.Problem;
import dev.firstring.http.reading.Violations;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpStatusCode;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.validation.BindException;
import org.springframework.validation.FieldError;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingPathVariableException;
import org.springframework.web.bind.MissingRequestCookieException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Maps exceptions to problems. */
final class Faults {

    private static final int DEEPEST_CAUSE = 12;

    private Faults() {}

    static Problem of(Throwable fault) {
        return switch (fault) {
            case Problem.Refusal refusal -> refusal.problem();
            case MissingPathVariableException _ -> Problem.of(ErrorCode.NOT_FOUND);
            case MissingServletRequestParameterException missing -> required(missing.getParameterName());
            case MissingRequestHeaderException missing -> required(missing.getHeaderName());
            case MissingRequestCookieException missing -> required(missing.getCookieName());
            case MethodArgumentTypeMismatchException mismatch -> mismatch(mismatch);
            case HandlerMethodValidationException invalid -> invalid(invalid);
            case BindException unbound -> unbound(unbound);
            case ErrorResponse response -> Problem.of(codeOf(response.getStatusCode()));
            case InvalidParameterException _ -> Problem.of(ErrorCode.MALFORMED_REQUEST);
            case RequestRejectedException _ -> Problem.of(ErrorCode.MALFORMED_REQUEST);
            case CharacterCodingException _ -> Problem.of(ErrorCode.MALFORMED_REQUEST);
            case AccessDeniedException _ -> Problem.of(ErrorCode.FORBIDDEN);
            case AuthenticationException _ -> Problem.of(ErrorCode.AUTHENTICATION_REQUIRED);
            case IOException _ when isUnreadable(fault) -> Problem.of(ErrorCode.MALFORMED_REQUEST);
            default -> Problem.of(isOutOfReach(fault) ? ErrorCode.SERVICE_UNAVAILABLE : ErrorCode.INTERNAL_ERROR);
        };
    }

    /** The error code for a bare HTTP status. */
    static ErrorCode codeOf(HttpStatusCode status) {
        return switch (status.value()) {
            case 401 -> ErrorCode.AUTHENTICATION_REQUIRED;
            case 403 -> ErrorCode.FORBIDDEN;
            case 404 -> ErrorCode.NOT_FOUND;
            case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
            case 406 -> ErrorCode.NOT_ACCEPTABLE;
            case 413 -> ErrorCode.PAYLOAD_TOO_LARGE;
            case 415 -> ErrorCode.UNSUPPORTED_MEDIA_TYPE;
            case 429 -> ErrorCode.RATE_LIMITED;
            case 501, 505 -> ErrorCode.MALFORMED_REQUEST;
            case 503 -> ErrorCode.SERVICE_UNAVAILABLE;
            default -> status.value() < 500 ? ErrorCode.MALFORMED_REQUEST : ErrorCode.INTERNAL_ERROR;
        };
    }

    private static Problem required(String name) {
        return Problem.validation(List.of(Problem.Violation.of(name, "field.required")));
    }

    private static Problem mismatch(MethodArgumentTypeMismatchException mismatch) {
        if (mismatch.getParameter().hasParameterAnnotation(PathVariable.class)) {
            return Problem.of(ErrorCode.NOT_FOUND);
        }
        Class<?> type = mismatch.getRequiredType();
        if (type != null && type.isEnum()) {
            String choices =
                    Arrays.stream(type.getEnumConstants()).map(String::valueOf).collect(Collectors.joining(", "));
            return Problem.validation(List.of(Problem.Violation.of(mismatch.getName(), "field.choice", choices)));
        }
        return Problem.validation(List.of(Problem.Violation.of(mismatch.getName(), "field.type")));
    }

    private static Problem invalid(HandlerMethodValidationException invalid) {
        boolean inPath = invalid.getParameterValidationResults().stream()
                .anyMatch(result -> result.getMethodParameter().hasParameterAnnotation(PathVariable.class));
        if (inPath) {
            return Problem.of(ErrorCode.NOT_FOUND);
        }
        return Problem.validation(Violations.firstOfEach(invalid.getParameterValidationResults().stream()
                .flatMap(result -> Violations.of(
                        result,
                        Objects.requireNonNullElse(result.getMethodParameter().getParameterName(), "parameter"))
                        .stream())
                .toList()));
    }

    private static Problem unbound(BindException unbound) {
        return Problem.validation(Violations.firstOfEach(
                unbound.getFieldErrors().stream().map(Faults::unbound).toList()));
    }

    private static Problem.Violation unbound(FieldError error) {
        return error.isBindingFailure()
                ? Problem.Violation.of(error.getField(), "field.type")
                : Violations.of(error, error.getField());
    }

    /** Whether the container could not parse what the client sent, such as invalid chunks. */
    private static boolean isUnreadable(Throwable fault) {
        return fault.getClass().getName().startsWith("org.apache.");
    }

    /** Whether the database or the connection to it failed. */
    static boolean isOutOfReach(Throwable fault) {
        @Nullable Throwable cause = fault;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (cause instanceof DataAccessResourceFailureException
                    || cause instanceof TransientDataAccessException
                    || cause instanceof RecoverableDataAccessException
                    || cause instanceof CannotCreateTransactionException
                    || cause instanceof TransactionSystemException
                    || (cause instanceof SQLException sql && isOutOfReach(sql))) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    /** SQLSTATE classes: 08 connection, 53 resources, 57 operator intervention, 58 system. */
    private static boolean isOutOfReach(SQLException sql) {
        if (sql instanceof SQLTransientException
                || sql instanceof SQLNonTransientConnectionException
                || sql instanceof SQLRecoverableException) {
            return true;
        }
        String state = sql.getSQLState();
        return state != null
                && List.of("08", "53", "57", "58").contains(state.substring(0, Math.min(2, state.length())));
    }
}
