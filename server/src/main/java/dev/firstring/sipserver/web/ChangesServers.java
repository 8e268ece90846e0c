package dev.firstring.sipserver.web;

import dev.firstring.http.ErrorCode;
import dev.firstring.http.Refuses;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The operation syncs a credential with SIP servers: the errors that {@link FaultProblem#of} returns if one of them
 * fails. Pending changes of the credential are applied with it, so any fault of a change is possible.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Refuses({
    ErrorCode.SERVER_UNAVAILABLE,
    ErrorCode.AUTHENTICATION_FAILED,
    ErrorCode.CONFIGURATION_ERROR,
    ErrorCode.ACCOUNT_EXISTS,
    ErrorCode.ACCOUNT_NOT_FOUND,
    ErrorCode.ACCOUNT_DISABLED,
    ErrorCode.QUOTA_EXCEEDED,
    ErrorCode.INVALID_CREDENTIALS
})
public @interface ChangesServers {}
