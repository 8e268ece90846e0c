package dev.firstring.sipserver;

import org.jspecify.annotations.Nullable;

/** A call to a SIP server failed. The message is for an operator: it describes the failure and contains no secret. */
public final class SipServerFault extends RuntimeException {

    private final Kind kind;

    public SipServerFault(Kind kind, String message) {
        this(kind, message, null);
    }

    public SipServerFault(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** The kind of failure. */
    public enum Kind {
        /** The server is unreachable, too slow, or overloaded. A retry may succeed. */
        SERVER_UNAVAILABLE,
        /** The server rejects our credentials. No call succeeds until an operator corrects that. */
        AUTHENTICATION_FAILED,
        /** The address belongs to an account that the service did not create. */
        ACCOUNT_EXISTS,
        /** The server has no such account. */
        ACCOUNT_NOT_FOUND,
        /** The server itself has blocked the account. */
        ACCOUNT_DISABLED,
        /** The server has reached its limit of accounts. */
        QUOTA_EXCEEDED,
        /** The server rejects the account's data. */
        INVALID_CREDENTIALS,
        /** The response does not match the configured adapter. */
        CONFIGURATION_ERROR,
        /** The server failed for any other reason. */
        INTERNAL_ERROR
    }
}
