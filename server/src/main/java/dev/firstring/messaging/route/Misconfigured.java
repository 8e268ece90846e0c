package dev.firstring.messaging.route;

import dev.firstring.platform.configuration.StartFailure;

/** Thrown for settings with which no message can be sent, or with which everybody can read the messages. */
public final class Misconfigured extends StartFailure {

    Misconfigured(String message) {
        super(message);
    }
}
