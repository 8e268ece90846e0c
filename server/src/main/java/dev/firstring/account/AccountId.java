package dev.firstring.account;

import java.util.UUID;

/** The id of an account. Opaque to clients, not a secret. */
public record AccountId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
