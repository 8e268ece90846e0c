package dev.firstring.http.idempotency;

import dev.firstring.http.RequestOwner;
import dev.firstring.http.request.ClientAddresses;
import dev.firstring.platform.Hash;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * What a key belongs to (IK-2): the caller and the route. A caller is the account or the API key behind the token, so that a
 * retry with a renewed token is the same caller. Else it is the device, if the body presents its token, which is secret and
 * stays the same when a phone changes networks; without it the address. Session and device id count as well. Thread-safe.
 */
final class RequestScope {

    private static final String SESSION_HEADER = "X-Onboarding-Session";

    private final ClientAddresses addresses;

    RequestScope(ClientAddresses addresses) {
        this.addresses = addresses;
    }

    /** The scope of a key, from which neither the key nor the client can be told. */
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

    /** Whose keys are counted together: who is known by a token, else the address. */
    Caller caller(HttpServletRequest request) {
        String caller = RequestOwner.of(request).orElseGet(() -> address(request));
        return new Caller(new Parts().add(caller).hash(), caller.startsWith(RequestOwner.API_KEY));
    }

    /**
     * Who uses keys.
     *
     * @param operator whether it is an API key, which operators make
     */
    record Caller(byte[] hash, boolean operator) {}

    /** What makes two requests the same: the session, the query, what else is presented, the body. */
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
            // It is refused as soon as somebody reads it in earnest.
            return MissingNode.getInstance();
        }
    }

    private static String text(JsonNode sent, String camel, String snake) {
        return sent.path(camel).asString("") + "\n" + sent.path(snake).asString("");
    }

    /** Texts to be hashed, each behind its length, so that no two lists of texts are the same bytes. */
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
