/**
 * A server that speaks the REST dialect of docs/rest-dialect.md, and fails on demand: for tests, for programs that break
 * things, and as an example for a shim. It leans on the JDK and Jackson only.
 */
@NullMarked
package dev.firstring.sipserver.adapter.rest.stub;

import org.jspecify.annotations.NullMarked;
