/** Who asks and in which request: addresses, request ids, headers that every response carries. */
@NullMarked
package dev.firstring.http.client;

import org.jspecify.annotations.NullMarked;
