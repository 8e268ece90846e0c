/** Servers that speak the plain REST dialect of docs/rest-dialect.md: the server's own, or a shim before it. */
@NullMarked
package dev.firstring.sipserver.adapter.rest;

import org.jspecify.annotations.NullMarked;
