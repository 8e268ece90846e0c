/** Idempotency-Key: a repeated request receives the stored response and does not run again. */
@NullMarked
package dev.firstring.http.idempotency;

import org.jspecify.annotations.NullMarked;
