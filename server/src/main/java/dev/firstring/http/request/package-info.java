/** Who asks and in which request: addresses, request ids, headers that every response carries. */
@NullMarked
package dev.firstring.http.request;

import org.jspecify.annotations.NullMarked;
