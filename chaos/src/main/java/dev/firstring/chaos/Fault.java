package dev.firstring.chaos;

import java.util.List;

/** What is killed (kill -9) in a round. */
enum Fault {
    /** The service; its database goes on alone until the service is started again. */
    SERVICE("service"),
    /** The database; the service must bring it back. */
    DATABASE("database"),
    /** The service and its database at the same moment. */
    BOTH("service and database"),
    /** The service, and once more while it starts. */
    SERVICE_TWICE("service, again while it starts"),
    /** One of two nodes on one database; the other must go on and send what the dead one left. */
    ONE_OF_TWO("one of two nodes");

    /** What a short run does: the others are in these. */
    static final List<Fault> BRIEF = List.of(SERVICE, DATABASE, BOTH, ONE_OF_TWO);

    private final String words;

    Fault(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
