package dev.firstring.platform.keys;

import dev.firstring.platform.configuration.StartFailure;

/**
 * The service cannot start with the keys it was given. The message is for the operator: it says what is wrong and what
 * to do, and holds no key.
 */
public final class UnusableKeys extends StartFailure {

    public UnusableKeys(String message) {
        super(message);
    }

    public UnusableKeys(String message, Throwable cause) {
        super(message, cause);
    }
}
