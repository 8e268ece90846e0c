package dev.firstring.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Documents that a field of a request must be there in one spelling only: in the other it may come by another way, such as a
 * cookie. The operation itself refuses a request without it.
 */
@Target({ElementType.FIELD, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface RequiredIn {

    /** Where the field must be there. */
    Spelling value();
}
