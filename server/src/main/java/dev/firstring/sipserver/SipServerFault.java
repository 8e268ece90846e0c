package dev.firstring.sipserver;

import org.jspecify.annotations.Nullable;

/**
 * A SIP server did not do what it was asked. The message is for an operator: it says what happened and holds no secret.
 */
public class SipServerFault extends RuntimeException {

    private final Kind kind;

    public SipServerFault(Kind kind, String message) {
        this(kind, message, null);
    }

    public SipServerFault(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public final Kind kind() {
        return kind;
    }

    /** What went wrong. */
    public enum Kind {
        /** It is away, too slow, or overloaded. Worth trying again. */
        SERVER_UNAVAILABLE,
        /** It does not take our credentials. Nothing will work until an operator mends that. */
        AUTHENTICATION_FAILED,
        /** The address is taken by an account that the service did not make. */
        ACCOUNT_EXISTS,
        /** It has no such account. */
        ACCOUNT_NOT_FOUND,
        /** It has blocked the account itself. */
        ACCOUNT_DISABLED,
        /** It has as many accounts as it may. */
        QUOTA_EXCEEDED,
        /** It refuses the account's data. */
        INVALID_CREDENTIALS,
        /** What it answers does not fit the adapter that is configured for it. */
        CONFIGURATION_ERROR,
        /** It failed in a way of its own. */
        INTERNAL_ERROR
    }
}
