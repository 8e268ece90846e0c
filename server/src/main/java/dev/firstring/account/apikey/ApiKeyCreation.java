package dev.firstring.account.apikey;

import java.time.Instant;

/** The result of creating an API key. */
public sealed interface ApiKeyCreation {

    /** The key was created. This is the only time that {@code key} is available. */
    record Created(ApiKey key, Instant expiresAt) implements ApiKeyCreation {}

    /**
     * A key of that name exists, valid or not. Names are not reused, so that they are unambiguous in the audit trail.
     */
    record NameTaken() implements ApiKeyCreation {}
}
