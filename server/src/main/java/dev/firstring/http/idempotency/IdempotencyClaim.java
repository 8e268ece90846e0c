package dev.firstring.http.idempotency;

import dev.firstring.platform.keys.SecretBox;
import java.time.Duration;
import java.time.Instant;

/** The outcome of claiming a key. */
sealed interface IdempotencyClaim {

    /** The key is claimed: run the request, then complete or release the claim. */
    record Won(byte[] scope, Instant leaseUntil) implements IdempotencyClaim {}

    /** The first request with the key is still in progress. */
    record Running() implements IdempotencyClaim {}

    /** The first request with the key was a different request. */
    record OtherRequest() implements IdempotencyClaim {}

    /** The caller has reached the limit of keys. */
    record TooMany(Duration until) implements IdempotencyClaim {}

    /** The first request with the key is complete. */
    record Answered(SecretBox.Sealed response) implements IdempotencyClaim {}
}
