/** Servers with the REST dialect of docs/rest-dialect.md, implemented by the server or by a shim in front of it. */
@NullMarked
package dev.firstring.sipserver.adapter.rest;

import org.jspecify.annotations.NullMarked;
