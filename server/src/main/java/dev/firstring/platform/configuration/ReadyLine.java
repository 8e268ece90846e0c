package dev.firstring.platform.configuration;

import java.util.Optional;

/** A bean that has something to say to whoever has just started the service in development. */
public interface ReadyLine {

    /** A line without a full stop; empty if there is nothing to say. Asked when the service is ready. */
    Optional<String> readyLine();
}
