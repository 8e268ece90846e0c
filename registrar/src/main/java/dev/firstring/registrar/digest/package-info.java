/** Digest authentication (RFC 7616, RFC 8760) with nonces that need no memory. */
@NullMarked
package dev.firstring.registrar.digest;

import org.jspecify.annotations.NullMarked;
