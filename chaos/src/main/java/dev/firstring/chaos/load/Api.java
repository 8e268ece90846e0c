package dev.firstring.chaos.load;

import dev.firstring.chaos.site.Node;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of the API for apps (snake_case) that records every reply in the ledger. Thread-safe. */
public final class Api implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String ROOT = "/api/v1/onboarding";

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final JsonMapper json = JsonMapper.shared();
    private final Ledger ledger;

    public Api(Ledger ledger) {
        this.ledger = ledger;
    }

    /** The identity of a caller: the address in X-Forwarded-For, and headers of the request. */
    public record Caller(
            String address,
            @Nullable String token,
            @Nullable String idempotencyKey) {

        public static Caller at(String address) {
            return new Caller(address, null, null);
        }

        public Caller with(@Nullable String newToken) {
            return new Caller(address, newToken, idempotencyKey);
        }

        public Caller keyed(@Nullable String key) {
            return new Caller(address, token, key);
        }
    }

    public Reply post(Node node, String operation, Map<String, String> fields, Caller caller)
            throws InterruptedException {
        return send(
                node,
                "POST " + operation,
                request(node, ROOT + "/" + operation, caller)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(fields)))
                        .build());
    }

    /** Any call of the API for apps, such as {@code PATCH /sip/credentials/ID}. */
    public Reply call(Node node, String method, String path, Map<String, String> fields, Caller caller)
            throws InterruptedException {
        return send(
                node,
                method + " " + path.substring(path.lastIndexOf('/') + 1),
                request(node, "/api/v1" + path, caller)
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(json.writeValueAsString(fields)))
                        .build());
    }

    public Reply session(Node node, String id) throws InterruptedException {
        return send(
                node,
                "GET session",
                request(node, ROOT + "/session/" + id, Caller.at("10.255.255.254"))
                        .build());
    }

    private static HttpRequest.Builder request(Node node, String path, Caller caller) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(node.at(path)).timeout(PATIENCE).header("X-Forwarded-For", caller.address());
        if (caller.token() != null) {
            request.header("Authorization", "Bearer " + caller.token());
        }
        if (caller.idempotencyKey() != null) {
            request.header("Idempotency-Key", caller.idempotencyKey());
        }
        return request;
    }

    private Reply send(Node node, String operation, HttpRequest request) throws InterruptedException {
        int life = node.life();
        long begun = System.nanoTime();
        Reply reply = exchange(request);
        boolean wasUp = life % 2 == 0 && node.life() == life;
        ledger.note(operation, reply, wasUp, begun);
        return reply;
    }

    private Reply exchange(HttpRequest request) throws InterruptedException {
        try {
            return read(http.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (ConnectException e) {
            return new Reply.Unanswered("connection refused");
        } catch (HttpTimeoutException e) {
            return new Reply.Unanswered("no answer in " + PATIENCE.toSeconds() + " s");
        } catch (IOException e) {
            return new Reply.Unanswered("connection broken");
        }
    }

    private Reply read(HttpResponse<String> response) {
        try {
            JsonNode body = json.readTree(response.body());
            JsonNode content = body.path(response.statusCode() == 200 ? "data" : "detail");
            String error = content.path("error").asString("");
            return content.isObject() && error.isEmpty() == (response.statusCode() == 200)
                    ? new Reply.Answered(response.statusCode(), error, content)
                    : new Reply.Malformed(response.statusCode());
        } catch (JacksonException e) {
            return new Reply.Malformed(response.statusCode());
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}
