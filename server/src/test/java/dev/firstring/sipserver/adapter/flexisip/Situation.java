package dev.firstring.sipserver.adapter.flexisip;

import dev.firstring.sipserver.sync.SyncNode;
import java.time.Duration;
import java.time.Instant;

/** Where a Flexisip process and its socket are, and what is wrong while a change is asked for. */
enum Situation {
    SOCKET("a command socket"),
    NO_SOCKET("no command socket"),
    HUNG_NODE("a node hangs"),
    FLEXISIP_DOWN("Flexisip is down"),
    REDIS_DOWN("Redis is down"),
    DATABASE_SLOW("the database is slow: a query is in progress");

    final String words;

    Situation(String words) {
        this.words = words;
    }

    StandIn process(InForceRoom room) {
        return this == NO_SOCKET
                ? StandIn.withoutSocket(room.fixture.jdbc, room.phones, room.fixture.clock)
                : room.process("node");
    }

    FlexisipServer adapter(InForceRoom room) {
        return this == NO_SOCKET ? room.adapter() : room.adapter(room.path("node"));
    }

    void begin(InForceRoom room, StandIn flexisip) {
        switch (this) {
            case HUNG_NODE -> flexisip.socket().hang();
            case FLEXISIP_DOWN -> flexisip.crash();
            case REDIS_DOWN -> room.redis.halt();
            case SOCKET, NO_SOCKET, DATABASE_SLOW -> {}
        }
    }

    /** Ends the trouble; how long after the change that was. What failed is tried again at once then. */
    Duration mend(InForceRoom room, SyncNode node, StandIn flexisip, Instant begun) {
        switch (this) {
            case HUNG_NODE -> flexisip.socket().goOn();
            case REDIS_DOWN -> room.redis.goOn();
            case SOCKET, NO_SOCKET, FLEXISIP_DOWN, DATABASE_SLOW -> {
                return Duration.ZERO;
            }
        }
        room.pass(node, Duration.ofMinutes(5));
        return Duration.between(begun, room.fixture.clock.instant());
    }

    String inForce(Duration over) {
        return switch (this) {
            case HUNG_NODE -> over.toSeconds() + " s after it responds again";
            case REDIS_DOWN -> over.toSeconds() + " s after it is back";
            case SOCKET, NO_SOCKET, FLEXISIP_DOWN, DATABASE_SLOW -> "after " + over.toSeconds() + " s";
        };
    }
}
