package dev.firstring.http;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares the errors specific to an operation. Errors that follow from its signature, such as an unreadable body or
 * missing authentication, are documented automatically.
 *
 * <p>On an annotation it declares errors that several operations share; an operation may have several such annotations
 * and one of its own.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface Refuses {

    /** The codes, in the order in which a client should handle them. */
    ErrorCode[] value();
}
