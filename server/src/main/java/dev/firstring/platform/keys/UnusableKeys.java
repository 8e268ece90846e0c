package dev.firstring.platform.keys;

import dev.firstring.platform.configuration.StartFailure;

/**
 * The configured keys are unusable, so the service cannot start. The message tells the operator what is wrong and what
 * to do, and contains no key.
 */
public final class UnusableKeys extends StartFailure {

    public UnusableKeys(String message) {
        super(message);
    }

    public UnusableKeys(String message, Throwable cause) {
        super(message, cause);
    }
}
