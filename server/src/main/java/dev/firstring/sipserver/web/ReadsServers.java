package dev.firstring.sipserver.web;

import dev.firstring.http.ErrorCode;
import dev.firstring.http.Refuses;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The operation queries SIP servers: the errors that {@link FaultProblem#ofQuestion} returns if none of them answers.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Refuses({ErrorCode.SERVER_UNAVAILABLE, ErrorCode.AUTHENTICATION_FAILED, ErrorCode.CONFIGURATION_ERROR})
public @interface ReadsServers {}
