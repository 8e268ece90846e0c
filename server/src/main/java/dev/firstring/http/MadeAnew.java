package dev.firstring.http;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An operation whose answer holds secrets and is never kept for {@code Idempotency-Key}. A key still keeps two requests from
 * running at once; a later one runs again, which the operation has to allow.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface MadeAnew {}
