package dev.firstring.messaging.route;

import dev.firstring.platform.configuration.StartFailure;

/** Settings with which no message could be sent, or everybody could read them. */
public final class Misconfigured extends StartFailure {

    Misconfigured(String message) {
        super(message);
    }
}
