/** Digest authentication (RFC 7616, RFC 8760) with stateless nonces. */
@NullMarked
package dev.firstring.registrar.digest;

import org.jspecify.annotations.NullMarked;
