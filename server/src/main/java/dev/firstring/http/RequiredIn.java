package dev.firstring.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Documents that a field of a request is required in one spelling only; in the other one the value may be sent
 * differently, such as in a cookie. The operation itself rejects a request without it.
 */
@Target({ElementType.FIELD, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface RequiredIn {

    /** The spelling in which the field is required. */
    Spelling value();
}
