package dev.firstring.sipserver.drift;

import java.util.UUID;

/** The outcome of a request to compare the servers with the database. */
public sealed interface StartCheckOutcome {

    /** A run was started; a node begins to work on it at once. */
    record Started(UUID run) implements StartCheckOutcome {}

    /** Another run is in progress; runs are not concurrent. */
    record InProgress(UUID run) implements StartCheckOutcome {}

    /** No SIP server is configured. */
    record NoServers() implements StartCheckOutcome {}
}
