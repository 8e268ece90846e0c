package dev.firstring.sipserver.adapter.rest;

import dev.firstring.platform.Secret;
import dev.firstring.platform.call.BaseUrl;
import dev.firstring.platform.call.HttpCaller.HttpAnswer.Answered;
import dev.firstring.sipserver.SipServerFault;
import dev.firstring.sipserver.adapter.ServerCaller;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Makes the calls of the dialect: URL, credentials and body. Responses are not interpreted. Thread-safe. */
final class RestCalls implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String ACCOUNT = "/api/accounts/%s";

    private final ServerCaller caller;
    private final BaseUrl base;
    private final @Nullable Secret apiKey;
    private final @Nullable Secret basic;

    RestCalls(RestServerSettings settings) {
        this.caller = settings.caller();
        this.base = settings.baseUrl();
        this.apiKey = settings.apiKey();
        this.basic = settings.password() == null ? null : basic(settings.username(), settings.password());
    }

    Answered health() {
        return call("GET", null, "/api/health");
    }

    Answered create(Map<String, @Nullable Object> account) {
        return call("POST", account, "/api/accounts");
    }

    Answered read(String username) {
        return call("GET", null, ACCOUNT, username);
    }

    Answered update(String username, Map<String, @Nullable Object> changes) {
        return call("PATCH", changes, ACCOUNT, username);
    }

    Answered delete(String username) {
        return call("DELETE", null, ACCOUNT, username);
    }

    Answered registration(String username) {
        return call("GET", null, ACCOUNT + "/registration", username);
    }

    Answered deregister(String username) {
        return call("DELETE", null, ACCOUNT + "/registration", username);
    }

    Answered list(int page, int limit, String domain) {
        return call("GET", null, "/api/accounts?page=%s&limit=%s&domain=%s", page, limit, domain);
    }

    @Override
    public void close() {
        caller.close();
    }

    /**
     * Makes a call. Every call may be retried: a repeated creation gets 409, which the caller resolves.
     *
     * @throws SipServerFault if there is no response
     */
    private Answered call(
            String method, @Nullable Map<String, @Nullable Object> body, String path, Object... arguments) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.at(path, arguments))
                .header("Accept", "application/json")
                .method(
                        method,
                        body == null
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (apiKey != null) {
            request.header("X-API-Key", apiKey.reveal());
        }
        if (basic != null) {
            request.header("Authorization", basic.reveal());
        }
        return caller.call(request);
    }

    private static Secret basic(String username, Secret password) {
        byte[] pair = (username + ":" + password.reveal()).getBytes(StandardCharsets.UTF_8);
        return Secret.of("Basic " + Base64.getEncoder().encodeToString(pair));
    }
}
