package dev.firstring.http;

import dev.firstring.platform.WireWord;
import org.springframework.http.HttpStatus;

/**
 * The catalogue of errors: every refusal that a client can receive, with its HTTP status. Titles and details are in the
 * bundle {@code problems} under {@code CODE.title} and {@code CODE.detail}; a test compares the three.
 */
public enum ErrorCode {
    VALIDATION_FAILED(HttpStatus.BAD_REQUEST),
    MALFORMED_REQUEST(HttpStatus.BAD_REQUEST),
    INVALID_PHONE_NUMBER(HttpStatus.BAD_REQUEST),
    NUMBER_NOT_ALLOWED(HttpStatus.FORBIDDEN),
    CHALLENGE_REQUIRED(HttpStatus.FORBIDDEN),
    RATE_LIMITED(HttpStatus.TOO_MANY_REQUESTS),
    SMS_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE),
    SESSION_NOT_FOUND(HttpStatus.NOT_FOUND),
    SESSION_EXPIRED(HttpStatus.BAD_REQUEST),
    SESSION_COMPLETED(HttpStatus.BAD_REQUEST),
    SESSION_CANCELLED(HttpStatus.BAD_REQUEST),
    INVALID_STEP(HttpStatus.BAD_REQUEST),
    PHONE_MISMATCH(HttpStatus.BAD_REQUEST),
    INVALID_OTP(HttpStatus.BAD_REQUEST),
    VERIFICATION_EXPIRED(HttpStatus.BAD_REQUEST),
    MAX_ATTEMPTS_EXCEEDED(HttpStatus.BAD_REQUEST),
    NO_PENDING_VERIFICATION(HttpStatus.BAD_REQUEST),
    AUTHENTICATION_REQUIRED(HttpStatus.UNAUTHORIZED),
    REAUTHENTICATION_REQUIRED(HttpStatus.FORBIDDEN),
    INVALID_TOKEN(HttpStatus.UNAUTHORIZED),
    FORBIDDEN(HttpStatus.FORBIDDEN),
    QUOTA_EXCEEDED(HttpStatus.CONFLICT),
    NUMBER_NOT_VERIFIED(HttpStatus.CONFLICT),
    CREDENTIAL_NOT_FOUND(HttpStatus.NOT_FOUND),
    REGISTRATION_NOT_FOUND(HttpStatus.NOT_FOUND),
    INVALID_STATE(HttpStatus.CONFLICT),
    SERVER_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE),
    AUTHENTICATION_FAILED(HttpStatus.BAD_GATEWAY),
    CONFIGURATION_ERROR(HttpStatus.BAD_GATEWAY),
    ACCOUNT_EXISTS(HttpStatus.CONFLICT),
    ACCOUNT_NOT_FOUND(HttpStatus.NOT_FOUND),
    ACCOUNT_DISABLED(HttpStatus.CONFLICT),
    INVALID_CREDENTIALS(HttpStatus.BAD_GATEWAY),
    IDEMPOTENCY_KEY_REUSED(HttpStatus.UNPROCESSABLE_CONTENT),
    IDEMPOTENCY_KEY_IN_USE(HttpStatus.CONFLICT),
    NOT_FOUND(HttpStatus.NOT_FOUND),
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED),
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE),
    PAYLOAD_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE),
    UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE),
    SERVICE_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE),
    INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR);

    private final HttpStatus status;

    ErrorCode(HttpStatus status) {
        this.status = status;
    }

    /** The HTTP status in the given spelling. Only a failed validation differs: it is 422 in snake_case. */
    public HttpStatus status(Spelling spelling) {
        return this == VALIDATION_FAILED && spelling == Spelling.SNAKE ? HttpStatus.UNPROCESSABLE_CONTENT : status;
    }

    /**
     * The error code in the given spelling: the name, in lower case for snake_case. {@code NO_PENDING_VERIFICATION} has
     * a different code in snake_case, for compatibility with existing mobile clients.
     */
    public String word(Spelling spelling) {
        return switch (spelling) {
            case CAMEL -> name();
            case SNAKE -> this == NO_PENDING_VERIFICATION ? "verification_not_found" : WireWord.of(this);
        };
    }

    /** The last segment of the problem's type URI, such as {@code invalid-otp}. */
    public String slug() {
        return WireWord.Hyphenated.of(this);
    }
}
