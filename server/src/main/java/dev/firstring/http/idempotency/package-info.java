/** Idempotency-Key: a request that is sent again is answered again, not done again. */
@NullMarked
package dev.firstring.http.idempotency;

import org.jspecify.annotations.NullMarked;
