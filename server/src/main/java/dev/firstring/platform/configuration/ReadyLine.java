package dev.firstring.platform.configuration;

import java.util.Optional;

/** A bean that contributes a line to the notice that is printed after a start in development mode. */
public interface ReadyLine {

    /** A line without a full stop; empty to print nothing. Called when the service is ready. */
    Optional<String> readyLine();
}
