package dev.firstring.sipserver.drift;

import dev.firstring.sipserver.ServerId;
import java.util.UUID;

/** The outcome of asking for a comparison of the servers with the database. */
public sealed interface StartCheckOutcome {

    /** A run was started; a node works on it at once. */
    record Started(UUID run) implements StartCheckOutcome {}

    /** Another run is under way: only one runs at a time. */
    record UnderWay(UUID run) implements StartCheckOutcome {}

    /** No SIP server is configured. */
    record NoServers() implements StartCheckOutcome {}

    /** The configuration names no such server. */
    record UnknownServer(ServerId server) implements StartCheckOutcome {}
}
