package dev.firstring.http.idempotency;

import dev.firstring.platform.keys.Sealed;
import java.time.Duration;
import java.time.Instant;

/** What a request finds out when it claims its key. */
sealed interface Claim {

    /** The key is this request's: run it, then complete or release the claim. */
    record Won(byte[] scope, Instant leaseUntil) implements Claim {}

    /** The first request with the key is still running. */
    record Running() implements Claim {}

    /** The first request with the key had another body. */
    record OtherRequest() implements Claim {}

    /** The caller has used as many keys as one may for now. */
    record TooMany(Duration until) implements Claim {}

    /** The first request with the key was answered. */
    record Answered(Sealed response) implements Claim {}
}
