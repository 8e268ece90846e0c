package dev.firstring.sipserver.adapter.flexiapi;

import dev.firstring.platform.call.BaseUrl;
import dev.firstring.platform.call.HttpCaller.HttpAnswer.Answered;
import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.adapter.ServerCaller;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Makes the calls of FlexiAPI's admin endpoints. Responses are not interpreted. Thread-safe. */
final class FlexiapiCalls implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final ServerCaller caller;
    private final BaseUrl base;
    private final String key;

    FlexiapiCalls(FlexiapiServerSettings settings) {
        this.caller = settings.caller();
        this.base = settings.baseUrl();
        this.key = settings.key();
    }

    Answered create(Map<String, @Nullable Object> account) {
        return call("POST", account, "/api/accounts");
    }

    Answered search(Aor aor) {
        return call("GET", null, "/api/accounts/%s/search", aor);
    }

    Answered replace(String id, Map<String, @Nullable Object> account) {
        return call("PUT", account, "/api/accounts/%s", id);
    }

    /** The verb is {@code activate}, {@code deactivate}, {@code block} or {@code unblock}. */
    Answered turn(String id, String verb) {
        return call("POST", null, "/api/accounts/%s/%s", id, verb);
    }

    Answered delete(String id) {
        return call("DELETE", null, "/api/accounts/%s", id);
    }

    Answered list(int page) {
        return call("GET", null, "/api/accounts?page=%s", page);
    }

    Answered devices(String id) {
        return call("GET", null, "/api/accounts/%s/devices", id);
    }

    Answered deleteDevice(String id, String uuid) {
        return call("DELETE", null, "/api/accounts/%s/devices/%s", id, uuid);
    }

    @Override
    public void close() {
        caller.close();
    }

    /** Makes a call. Every call may be retried: a repeated creation is rejected, which the caller resolves. */
    private Answered call(
            String method, @Nullable Map<String, @Nullable Object> body, String path, Object... arguments) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.at(path, arguments))
                .header("Accept", "application/json")
                .header("Accept-Language", "en")
                .header("Content-Type", "application/json")
                .header("x-api-key", key)
                .method(
                        method,
                        body == null
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
        return caller.call(request);
    }
}
