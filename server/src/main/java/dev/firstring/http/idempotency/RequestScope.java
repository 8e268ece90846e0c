package dev.firstring.http.idempotency;

import dev.firstring.http.RequestOwner;
import dev.firstring.http.request.ClientAddresses;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
        MessageDigest digest = digest();
        Optional<String> owner = RequestOwner.of(request);
        if (owner.isPresent()) {
            add(digest, owner.get());
        } else {
            JsonNode sent = read(body);
            String device = text(sent, "deviceToken", "device_token");
            add(digest, device.isBlank() ? address(request) : "device " + device);
            add(digest, Objects.requireNonNullElse(request.getHeader(SESSION_HEADER), ""));
            add(digest, text(sent, "sessionId", "session_id"));
            add(digest, text(sent, "deviceId", "device_id"));
        }
        add(digest, request.getMethod() + " " + request.getRequestURI());
        add(digest, key.value());
        return digest.digest();
    }

    /** Whose keys are counted together: who is known by a token, else the address. */
    Caller caller(HttpServletRequest request) {
        String caller = RequestOwner.of(request).orElseGet(() -> address(request));
        MessageDigest digest = digest();
        add(digest, caller);
        return new Caller(digest.digest(), caller.startsWith(RequestOwner.API_KEY));
    }

    /**
     * Who uses keys.
     *
     * @param operator whether it is an API key, which operators make
     */
    record Caller(byte[] hash, boolean operator) {}

    /** What makes two requests the same: the session, the query, what else is presented, the body. */
    static byte[] fingerprint(HttpServletRequest request, String presented, byte[] body) {
        MessageDigest digest = digest();
        add(digest, Objects.requireNonNullElse(request.getHeader(SESSION_HEADER), ""));
        add(digest, Objects.requireNonNullElse(request.getQueryString(), ""));
        add(digest, presented);
        return digest.digest(body);
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

    /** Each part with its length, so that no two lists of parts are the same bytes. */
    private static void add(MessageDigest digest, String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
