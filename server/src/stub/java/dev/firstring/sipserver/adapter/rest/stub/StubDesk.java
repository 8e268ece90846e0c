package dev.firstring.sipserver.adapter.rest.stub;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Takes requests, lets faults happen to them, and hands on the rest. Thread-safe. */
final class StubDesk {

    private static final int USERNAME = 3;

    private final StubDialect dialect;
    private final StubFaults faults;
    private final StubCalls calls;
    private final StubCredentials credentials;
    private final StubControl control;

    StubDesk(
            StubDialect dialect, StubFaults faults, StubCalls calls, StubCredentials credentials, StubControl control) {
        this.dialect = dialect;
        this.faults = faults;
        this.calls = calls;
        this.credentials = credentials;
        this.control = control;
    }

    void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getRawPath();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (path.startsWith("/stub/")) {
                send(exchange, control.answer(exchange.getRequestMethod(), path, body));
                return;
            }
            Optional<StubOperation> operation = StubOperation.of(exchange.getRequestMethod(), path);
            if (operation.isEmpty()) {
                send(exchange, StubAnswer.error(404, "NO_SUCH_CALL", "the dialect has no such call"));
                return;
            }
            calls.count(operation.get());
            wait(faults.delay());
            StubAnswer always = faults.always();
            if (always != null) {
                send(exchange, always);
            } else {
                answer(exchange, operation.get(), path, body);
            }
        }
    }

    /** Leaving without an answer closes the connection. */
    private void answer(HttpExchange exchange, StubOperation operation, String path, String body) throws IOException {
        if (!credentials.accept(exchange.getRequestHeaders())) {
            send(exchange, StubAnswer.error(401, "UNAUTHORIZED", "the credentials are wrong"));
            return;
        }
        StubFaults.Chance chance = faults.draw();
        switch (chance) {
            case INTERNAL_ERROR -> send(exchange, StubAnswer.error(500, "INTERNAL_ERROR", "it failed by chance"));
            case UNAVAILABLE -> send(exchange, StubAnswer.error(503, "UNAVAILABLE", "it failed by chance"));
            case BROKEN_BEFORE -> {}
            case BROKEN_AFTER, LATE, WELL -> {
                StubAnswer answer = dialect.answer(operation, username(path), query(exchange), body);
                wait(faults.lateness(chance));
                if (chance != StubFaults.Chance.BROKEN_AFTER) {
                    send(exchange, answer);
                }
            }
        }
    }

    private void send(HttpExchange exchange, StubAnswer answer) throws IOException {
        StubAnswer sent = faults.plainText() ? StubAnswer.text(answer.status(), "<html>no JSON here</html>") : answer;
        byte[] bytes = sent.bytes();
        if (!sent.type().isEmpty()) {
            exchange.getResponseHeaders().set("Content-Type", sent.type());
        }
        exchange.sendResponseHeaders(sent.status(), bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    private static void wait(Duration time) {
        if (time.isPositive()) {
            try {
                Thread.sleep(time);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static String username(String path) {
        String[] parts = path.split("/", -1);
        return parts.length > USERNAME ? decoded(parts[USERNAME]) : "";
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> found = new HashMap<>();
        String query = exchange.getRequestURI().getRawQuery();
        if (query != null) {
            for (String pair : query.split("&", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    found.put(pair.substring(0, equals), decoded(pair.substring(equals + 1)));
                }
            }
        }
        return found;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
