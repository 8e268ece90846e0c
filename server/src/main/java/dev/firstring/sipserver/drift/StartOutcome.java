package dev.firstring.sipserver.drift;

import dev.firstring.sipserver.ServerId;
import java.util.UUID;

/** What became of the wish to compare the servers with the database. */
public sealed interface StartOutcome {

    /** A run was begun; a node goes on with it at once. */
    record Started(UUID run) implements StartOutcome {}

    /** There is one under way, which nobody may overtake. */
    record UnderWay(UUID run) implements StartOutcome {}

    /** No SIP server is configured. */
    record NoServers() implements StartOutcome {}

    /** The configuration names no such server. */
    record UnknownServer(ServerId server) implements StartOutcome {}
}
