package dev.firstring.http.idempotency;

import dev.firstring.http.RequestOwner;
import dev.firstring.http.request.ClientAddresses;
import dev.firstring.platform.Hash;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * The scope of a key (IK-2): the caller and the route. The caller is the account or API key of the token, so that a
 * retry with a renewed token has the same scope. Otherwise it is the device token in the body, if present: it is secret
 * and does not change when a phone changes networks; without one it is the address. For these callers session and
 * device id are part of the scope as well. Thread-safe.
 */
final class RequestScope {

    private static final String SESSION_HEADER = "X-Onboarding-Session";

    private final ClientAddresses addresses;

    RequestScope(ClientAddresses addresses) {
        this.addresses = addresses;
    }

    /** The scope as a hash, which reveals neither the key nor the client. */
    byte[] of(HttpServletRequest request, byte[] body, IdempotencyKey key) {
        Parts parts = new Parts();
        Optional<String> owner = RequestOwner.of(request);
        if (owner.isPresent()) {
            parts.add(owner.get());
        } else {
            JsonNode sent = read(body);
            String device = text(sent, "deviceToken", "device_token");
            parts.add(device.isBlank() ? address(request) : "device " + device);
            parts.add(Objects.requireNonNullElse(request.getHeader(SESSION_HEADER), ""));
            parts.add(text(sent, "sessionId", "session_id"));
            parts.add(text(sent, "deviceId", "device_id"));
        }
        return parts.add(request.getMethod() + " " + request.getRequestURI())
                .add(key.value())
                .hash();
    }

    /** The scope of a form: its fields, its path, and the cookies of the browser that sends it. */
    static byte[] ofForm(HttpServletRequest request) {
        Parts parts = new Parts().add("form").add(request.getRequestURI());
        parts.add(String.join("\n", Collections.list(request.getHeaders("Cookie"))));
        request.getParameterMap().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(field -> {
                    parts.add(field.getKey());
                    for (String value : field.getValue()) {
                        parts.add(value);
                    }
                });
        return parts.hash();
    }

    /** The caller whose limit of keys applies: the owner of the token, otherwise the address. */
    Caller caller(HttpServletRequest request) {
        String caller = RequestOwner.of(request).orElseGet(() -> address(request));
        return new Caller(new Parts().add(caller).hash(), caller.startsWith(RequestOwner.API_KEY));
    }

    /**
     * A caller that uses keys.
     *
     * @param operator whether it is an API key, which operators create
     */
    record Caller(byte[] hash, boolean operator) {}

    /** The hash that identifies equal requests: the session, the query, the presented token and the body. */
    static byte[] fingerprint(HttpServletRequest request, String presented, byte[] body) {
        return new Parts()
                .add(Objects.requireNonNullElse(request.getHeader(SESSION_HEADER), ""))
                .add(Objects.requireNonNullElse(request.getQueryString(), ""))
                .add(presented)
                .hash(body);
    }

    private String address(HttpServletRequest request) {
        return "address " + addresses.of(request).limitKey();
    }

    private static JsonNode read(byte[] body) {
        try {
            return body.length == 0
                    ? MissingNode.getInstance()
                    : JsonMapper.shared().readTree(body);
        } catch (JacksonException notJson) {
            // An invalid body is rejected later, when it is parsed for the operation.
            return MissingNode.getInstance();
        }
    }

    private static String text(JsonNode sent, String camel, String snake) {
        return sent.path(camel).asString("") + "\n" + sent.path(snake).asString("");
    }

    /**
     * Hash input with a length prefix before each text, so that different lists of texts never yield the same bytes.
     */
    private static final class Parts {

        private final List<byte[]> bytes = new ArrayList<>();

        Parts add(String part) {
            byte[] text = part.getBytes(StandardCharsets.UTF_8);
            bytes.add(ByteBuffer.allocate(Integer.BYTES).putInt(text.length).array());
            bytes.add(text);
            return this;
        }

        byte[] hash(byte[]... rest) {
            bytes.addAll(List.of(rest));
            return Hash.sha256(bytes.toArray(byte[][]::new));
        }
    }
}
