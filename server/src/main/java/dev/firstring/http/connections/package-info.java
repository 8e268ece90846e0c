/** Limits on the duration and number of connections: slow ones and too many from one address are closed. */
@NullMarked
package dev.firstring.http.connections;

import org.jspecify.annotations.NullMarked;
