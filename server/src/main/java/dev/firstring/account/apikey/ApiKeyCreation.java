package dev.firstring.account.apikey;

import java.time.Instant;

/** What came of making a key. */
public sealed interface ApiKeyCreation {

    /** The key was made; {@code key} is the key itself, which nobody can tell later. */
    record Created(ApiKey key, Instant expiresAt) implements ApiKeyCreation {}

    /** There is a key of that name, good or not: names are not used again, so that the trail stays clear. */
    record NameTaken() implements ApiKeyCreation {}
}
