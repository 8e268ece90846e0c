package dev.firstring.http.reading;

import dev.firstring.http.WireServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A server that reads requests as the service does. */
abstract class ReadingFixture {

    static final String GOOD = "\"displayName\":\"Ada\",\"shortCode\":\"abc\"";
    static WireServer server;

    @BeforeAll
    static void start() {
        server = WireServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }
}
