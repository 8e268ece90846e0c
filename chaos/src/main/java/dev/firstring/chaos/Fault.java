package dev.firstring.chaos;

import java.util.List;

/** The processes that a round kills (kill -9). */
enum Fault {
    /** The service; its database continues until the service is restarted. */
    SERVICE("service"),
    /** The database; the service must restart it. */
    DATABASE("database"),
    /** The service and its database simultaneously. */
    BOTH("service and database"),
    /** The service, and again during its restart. */
    SERVICE_TWICE("service, again while it starts"),
    /** One of two nodes that share a database; the other must keep working and send the messages of the killed one. */
    ONE_OF_TWO("one of two nodes");

    /** The faults of a short run, which cover the others. */
    static final List<Fault> BRIEF = List.of(SERVICE, DATABASE, BOTH, ONE_OF_TWO);

    private final String words;

    Fault(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
