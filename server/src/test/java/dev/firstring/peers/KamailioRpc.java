package dev.firstring.peers;

import dev.firstring.testing.Patience;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Kamailio's commands by JSON-RPC over HTTP, as a test needs them. */
final class KamailioRpc implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final URI address;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Patience.LIMIT).build();

    KamailioRpc(URI address) {
        this.address = address;
    }

    /** True once it answers. */
    boolean answers() {
        try {
            return call("core.uptime").isPresent();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** The result; empty where Kamailio answers with an error, which it does for "there is none". */
    Optional<JsonNode> call(String method, Object... parameters) throws IOException {
        String body = JSON.writeValueAsString(
                Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", List.of(parameters)));
        JsonNode answer = JSON.readTree(post("application/json", body).body());
        return Optional.ofNullable(answer.get("result"));
    }

    /** Posts anything. */
    HttpResponse<String> post(String contentType, String body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(Patience.LIMIT)
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}
