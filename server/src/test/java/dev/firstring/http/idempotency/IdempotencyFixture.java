package dev.firstring.http.idempotency;

import dev.firstring.http.WireServer;
import dev.firstring.testing.TestDatabase;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.jdbc.core.JdbcTemplate;

/** A server whose answers are kept in a database. */
abstract class IdempotencyFixture {

    static final String KEY = "Idempotency-Key";
    static final String BODY = "{\"partName\":\"x\"}";
    static TestDatabase database;
    static WireServer server;
    static JdbcTemplate jdbc;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        jdbc = new JdbcTemplate(database.service());
        server = WireServer.start(database.service());
    }

    @AfterAll
    static void stop() {
        server.close();
        database.close();
    }

    static String fresh() {
        return "\"" + UUID.randomUUID() + "\"";
    }

    static String replayed(HttpResponse<String> response) {
        return response.headers().firstValue("Idempotency-Replayed").orElse("");
    }
}
