package dev.firstring.platform.keys;

/**
 * The service cannot start with the keys it was given. The message is for the operator: it says what is wrong and what
 * to do, and holds no key.
 */
public final class UnusableKeys extends RuntimeException {

    public UnusableKeys(String message) {
        super(message);
    }

    public UnusableKeys(String message, Throwable cause) {
        super(message, cause);
    }
}
