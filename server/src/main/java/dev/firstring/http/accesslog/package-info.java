/** Tomcat's access log, if enabled by the operator, without secrets. */
@NullMarked
package dev.firstring.http.accesslog;

import org.jspecify.annotations.NullMarked;
