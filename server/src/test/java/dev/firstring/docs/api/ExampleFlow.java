package dev.firstring.docs.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.http.Spelling;
import dev.firstring.http.rendering.Names;
import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.MemoryServer;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.RunningService.Reply;
import dev.firstring.testing.SettableClock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Calls every operation of one spelling once, in the order in which an app and then an operator call them, and keeps what
 * was said.
 */
final class ExampleFlow {

    /** Base62, as an app draws it once. */
    private static final String DEVICE = "Zk3vT8pQm1xW9rYbC5dN";

    private final RunningService service;
    private final SettableClock clock;
    private final MemoryServer server;
    private final Supplier<String> newestCode;
    private final Spelling side;
    private final String address;
    private final Map<String, Example> kept = new LinkedHashMap<>();

    ExampleFlow(
            RunningService service,
            SettableClock clock,
            MemoryServer server,
            Supplier<String> newestCode,
            Spelling side) {
        this.service = service;
        this.clock = clock;
        this.server = server;
        this.newestCode = newestCode;
        this.side = side;
        this.address = side == Spelling.CAMEL ? "192.0.2.17" : "198.51.100.23";
    }

    /** The examples by {@code METHOD /path/{variable}}. */
    Map<String, Example> run(String apiKey) {
        String[] operator = {"X-API-Key", apiKey};
        String number = side == Spelling.CAMEL ? "+33612345678" : "+33698765432";
        sessionWithoutNumber();
        Reply linked = onboarding(number);
        String[] bearer = bearer(text(linked, "/data/tokens/accessToken"));
        String device = text(linked, "/data/deviceToken");
        account(number, bearer);
        credentials(number, text(linked, "/data/sipCredentials/id"), bearer);
        sessionOfDevice(number, device);
        operators(operator);
        String[] renewed = renewal(text(linked, "/data/tokens/refreshToken"), device);
        keep("DELETE", "/api/account", Map.of(), Map.of(), renewed);
        return kept;
    }

    private void sessionWithoutNumber() {
        keep(
                "POST",
                "/api/onboarding/session",
                Map.of(),
                fields("deviceId", DEVICE, "devicePlatform", "android", "deviceName", "Pixel 8"));
    }

    private Reply onboarding(String number) {
        keep("POST", "/api/onboarding/challenge", Map.of(), fields("phoneNumber", number));
        Reply started = keep(
                "POST",
                "/api/onboarding/start",
                Map.of(),
                fields(
                        "phoneNumber",
                        number,
                        "deviceId",
                        DEVICE,
                        "devicePlatform",
                        side == Spelling.CAMEL ? "web" : "android",
                        "deviceName",
                        side == Spelling.CAMEL ? "Firefox" : "Pixel 8"),
                "Idempotency-Key",
                "5mD2kQ8vRz1LxYt7");
        String session = text(started, "/data/sessionId");
        awaitSent(session);
        ofSession("GET", "", session, Map.of());
        clock.advance(Duration.ofSeconds(65));
        keep(
                "POST",
                "/api/onboarding/resend-otp",
                Map.of(),
                fields("sessionId", session, "phoneNumber", number, "channel", "sms"),
                "Idempotency-Key",
                "Hw4nB9cJ0pSgE6uA");
        awaitSent(session);
        ofSession("POST", "/extend", session, fields("additionalHours", 2));
        keep(
                "POST",
                "/api/onboarding/verify-otp",
                Map.of(),
                fields("sessionId", session, "phoneNumber", number, "otpCode", newestCode.get()));
        Map<String, Object> link = fields("sessionId", session, "displayName", "Ada");
        if (side == Spelling.CAMEL) {
            link.put("tokenDelivery", "body");
        }
        return keep("POST", "/api/onboarding/link-account", Map.of(), link);
    }

    private void account(String number, String[] bearer) {
        keep("GET", "/api/account", Map.of(), Map.of(), bearer);
        keep("PATCH", "/api/account", Map.of(), fields("displayName", "Ada L."), bearer);
        keep("GET", "/api/account/verifications", Map.of(), Map.of(), bearer);
        keep("GET", "/api/account/sessions", Map.of(), Map.of(), bearer);
        keep("POST", "/api/account/numbers/refuse-move", Map.of(), fields("phoneNumber", number), bearer);
    }

    private void credentials(String number, String credential, String[] bearer) {
        Map<String, String> id = Map.of("id", credential);
        keep("POST", "/api/sip/credentials", Map.of(), fields("phoneNumber", number), bearer);
        keep("GET", "/api/sip/credentials", Map.of(), Map.of(), bearer);
        if (side == Spelling.SNAKE) {
            keep("GET", "/api/onboarding/sip-credentials", Map.of(), Map.of(), bearer);
        }
        keep("GET", "/api/sip/credentials/active", Map.of(), Map.of(), bearer);
        Reply read = keep("GET", "/api/sip/credentials/{id}", id, Map.of(), bearer);
        keep("PATCH", "/api/sip/credentials/{id}", id, fields("displayName", "Ada at work"), bearer);
        server.register(Aor.parse(text(read, "/data/sipUri")).orElseThrow(), "Linphone/5.2 (Pixel 8)");
        Reply registered = keep("GET", "/api/sip/credentials/{id}/registration", id, Map.of(), bearer);
        keep(
                "DELETE",
                "/api/sip/credentials/{id}/registration/{contactId}",
                Map.of("id", credential, "contactId", text(registered, "/data/contacts/0/id")),
                Map.of(),
                bearer);
        Reply link =
                keep("POST", "/api/sip/credentials/{id}/provisioning-links", id, fields("format", "linphone"), bearer);
        if (side == Spelling.CAMEL) {
            softphone(link.json().at("/data/url").asString().replaceFirst(".*/", ""), bearer);
        }
        keep("POST", "/api/sip/credentials/{id}/regenerate-password", id, Map.of(), bearer);
        keep("GET", "/api/sip/health", Map.of(), Map.of(), bearer);
    }

    /** These have one spelling. */
    private void softphone(String token, String[] bearer) {
        Map<String, String> link = Map.of("token", token);
        keep("GET", "/provisioning/{token}/qr.svg", link, Map.of());
        keep("GET", "/provisioning/{token}/qr.png", link, Map.of());
        keep("GET", "/provisioning/{token}", link, Map.of(), "User-Agent", "Linphone/5.2 (Pixel 8)");
        keep("GET", "/provisioning/me?format=baresip", Map.of(), Map.of(), bearer);
    }

    /** Another session of the same device, which asks for it and gives it up. */
    private void sessionOfDevice(String number, String token) {
        clock.advance(Duration.ofMinutes(2));
        Reply started = send(
                "POST",
                path("/api/onboarding/start"),
                spelled(fields("phoneNumber", number, "deviceId", DEVICE, "deviceToken", token)));
        keep("GET", "/api/onboarding/session/active?deviceId=" + DEVICE, Map.of(), Map.of(), "X-Device-Token", token);
        awaitSent(text(started, "/data/sessionId"));
        ofSession("DELETE", "", text(started, "/data/sessionId"), Map.of());
    }

    private String[] renewal(String refreshToken, String deviceToken) {
        clock.advance(Duration.ofMinutes(5));
        Map<String, Object> wanted = fields("refreshToken", refreshToken, "deviceToken", deviceToken);
        if (side == Spelling.CAMEL) {
            wanted.put("tokenDelivery", "body");
        }
        Reply renewed =
                keep("POST", "/api/account/token/refresh", Map.of(), wanted, "Idempotency-Key", "q7T0aXfK3sVn8MwB");
        keep("POST", "/api/account/sign-out", Map.of(), fields("refreshToken", text(renewed, "/data/refreshToken")));
        return bearer(text(renewed, "/data/accessToken"));
    }

    private void operators(String[] key) {
        String number = side == Spelling.CAMEL ? "+33611223344" : "+33655443322";
        JsonNode other = someoneElse(number);
        Map<String, String> id = Map.of("id", other.at("/sip_credentials/id").asString());
        Aor aor = Aor.parse(other.at("/sip_credentials/sip_uri").asString()).orElseThrow();
        String base = "/api/admin/sip/credentials/{id}";
        Awaitility.await()
                .until(() -> service.get("/api/admin/sip/servers", key)
                                .json()
                                .at("/data/servers/0/pending")
                                .asInt()
                        == 0);
        keep("GET", "/api/admin/me", Map.of(), Map.of(), key);
        keep("GET", "/api/admin/sip/servers", Map.of(), Map.of(), key);
        keep("GET", "/api/admin/sip/credentials?phone=" + number.substring(1), Map.of(), Map.of(), key);
        keep("GET", base, id, Map.of(), key);
        server.register(aor, "Linphone/5.2 (iPhone14,5)");
        keep("GET", base + "/registration", id, Map.of(), key);
        keep("GET", base + "/validate", id, Map.of(), key);
        keep("POST", base + "/deregister", id, Map.of(), key);
        keep("POST", base + "/sync", id, Map.of(), key);
        clock.advance(Duration.ofMinutes(1));
        keep("POST", base + "/suspend", id, fields("reason", "unpaid"), key);
        clock.advance(Duration.ofMinutes(1));
        keep("POST", base + "/reactivate", id, Map.of(), key);
        clock.advance(Duration.ofMinutes(1));
        keep("POST", base + "/revoke", id, fields("reason", "left the company"), key);
        keep("GET", base + "/timeline?limit=3", id, Map.of(), key);
        keep("POST", "/api/admin/sip/reconcile", Map.of(), fields("dryRun", true), key);
        Awaitility.await().until(() -> {
            JsonNode drift = service.get("/api/admin/sip/drift", key).json().get("data");
            return drift.path("last").isObject() && drift.path("underWay").isNull();
        });
        keep("GET", "/api/admin/sip/drift", Map.of(), Map.of(), key);
        keep("GET", "/api/admin/guard", Map.of(), Map.of(), key);
    }

    private JsonNode someoneElse(String number) {
        Reply started = send("POST", "/api/v1/onboarding/start", "{\"phone_number\":\"%s\"}".formatted(number));
        String session = started.data("session_id");
        send(
                "POST",
                "/api/v1/onboarding/verify-otp",
                "{\"session_id\":\"%s\",\"phone_number\":\"%s\",\"otp_code\":\"%s\"}"
                        .formatted(session, number, newestCode.get()));
        awaitSent(session);
        return send(
                        "POST",
                        "/api/v1/onboarding/link-account",
                        "{\"session_id\":\"%s\",\"display_name\":\"Grace\"}".formatted(session))
                .json()
                .get("data");
    }

    /** What a provider answered is written down after the answer to the app. */
    private void awaitSent(String session) {
        Awaitility.await()
                .until(() -> service.get("/api/onboarding/session", "X-Onboarding-Session", session)
                        .json()
                        .at("/data/delivery/state")
                        .asString()
                        .equals("sent"));
    }

    /** On one side the session stands in the path, on the other in a header. */
    private void ofSession(String method, String act, String session, Map<String, Object> body) {
        if (side == Spelling.SNAKE) {
            keep(method, "/api/onboarding/session/{sessionId}" + act, Map.of("sessionId", session), body);
        } else {
            keep(method, "/api/onboarding/session" + act, Map.of(), body, "X-Onboarding-Session", session);
        }
    }

    private Reply keep(
            String method, String route, Map<String, String> variables, Map<String, Object> body, String... headers) {
        String path = path(route);
        String template = path.replaceFirst("\\?.*", "");
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            path = path.replace("{" + variable.getKey() + "}", variable.getValue());
        }
        Reply reply = send(method, path, body.isEmpty() ? "" : spelled(body), headers);
        Map<String, String> named = new LinkedHashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            named.put(headers[i], headers[i + 1]);
        }
        kept.put(
                method + " " + template,
                new Example(
                        method,
                        path,
                        named,
                        body.isEmpty() ? null : JsonMapper.shared().readTree(spelled(body)),
                        reply.status(),
                        type(reply),
                        answer(reply)));
        return reply;
    }

    private static @Nullable String type(Reply reply) {
        String type = reply.header("Content-Type").replaceFirst(";.*", "");
        return type.equals("application/json") ? null : type;
    }

    /** An image is left out: it differs with each link. */
    private static JsonNode answer(Reply reply) {
        String type = type(reply);
        if (type == null) {
            return reply.json();
        }
        return type.startsWith("image/")
                ? MissingNode.getInstance()
                : JsonMapper.shared().getNodeFactory().stringNode(reply.body());
    }

    private Reply send(String method, String path, String body, String... headers) {
        String[] from = java.util.Arrays.copyOf(headers, headers.length + 2);
        from[headers.length] = "X-Forwarded-For";
        from[headers.length + 1] = address;
        Reply reply = service.call(method, path, body, from);
        assertThat(reply.status()).as("%s %s: %s", method, path, reply.body()).isEqualTo(200);
        return reply;
    }

    private String path(String camel) {
        if (side == Spelling.CAMEL) {
            return camel;
        }
        String spelled = camel.replaceFirst("^/api/", "/api/v1/");
        int query = spelled.indexOf('?');
        int value = spelled.indexOf('=');
        return query < 0
                ? spelled
                : spelled.substring(0, query + 1)
                        + Names.spell(spelled.substring(query + 1, value), side)
                        + spelled.substring(value);
    }

    private String spelled(Map<String, Object> body) {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        body.forEach((name, value) -> json.set(
                Names.spell(name, side),
                Objects.requireNonNull(JsonMapper.shared().valueToTree(value))));
        return json.toString();
    }

    private String text(Reply reply, String pointer) {
        String spelled = String.join(
                "/",
                List.of(pointer.split("/")).stream()
                        .map(part -> Names.spell(part, side))
                        .toList());
        return reply.json().requiredAt(spelled).asString();
    }

    private static Map<String, Object> fields(Object... namesAndValues) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }

    private static String[] bearer(String token) {
        return new String[] {"Authorization", "Bearer " + token};
    }
}
