/** The identity of requests and clients: addresses, request ids, headers of every response. */
@NullMarked
package dev.firstring.http.request;

import org.jspecify.annotations.NullMarked;
