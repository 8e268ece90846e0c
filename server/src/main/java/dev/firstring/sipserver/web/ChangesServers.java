package dev.firstring.sipserver.web;

import dev.firstring.http.ErrorCode;
import dev.firstring.http.Refuses;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The operation brings a credential to SIP servers: what {@link FaultProblem#of} gives when one of them fails. Earlier
 * changes of the credential that wait for the server are brought with it, so any fault of a change is possible.
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
