package dev.firstring.http;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The errors of an operation that are its own. Those that follow from its signature, such as a body that cannot be read or a
 * caller who is not signed in, are documented without being named.
 *
 * <p>On an annotation it names the errors that several operations share; an operation may have several such annotations and
 * one of its own.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface Refuses {

    /** The codes, in the order in which a client should think of them. */
    ErrorCode[] value();
}
