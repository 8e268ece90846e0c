package dev.firstring.http;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an operation whose response contains secrets and is never stored for {@code Idempotency-Key}. A key still
 * prevents two requests from running concurrently; a later request runs again, so the operation must tolerate
 * repetition.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface NeverStored {}
