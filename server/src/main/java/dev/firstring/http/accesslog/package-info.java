/** The access log of Tomcat, where an operator turns it on: without what opens something. */
@NullMarked
package dev.firstring.http.accesslog;

import org.jspecify.annotations.NullMarked;
