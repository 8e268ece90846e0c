package dev.firstring.docs.api;

import static dev.firstring.docs.api.ExampleCalls.bearer;
import static dev.firstring.docs.api.ExampleCalls.fields;

import dev.firstring.http.Spelling;
import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.MemoryServer;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.RunningService.Reply;
import dev.firstring.testing.SettableClock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

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
    private final ExampleCalls calls;

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
        this.calls = new ExampleCalls(service, side);
    }

    /** The examples by {@code METHOD /path/{variable}}. */
    Map<String, Example> run(String apiKey) {
        String[] operator = {"X-API-Key", apiKey};
        String number = side == Spelling.CAMEL ? "+33612345678" : "+33698765432";
        sessionWithoutNumber();
        Reply linked = onboarding(number);
        String[] bearer = bearer(calls.text(linked, "/data/tokens/accessToken"));
        String device = calls.text(linked, "/data/deviceToken");
        account(number, bearer);
        credentials(number, calls.text(linked, "/data/sipCredentials/id"), bearer);
        sessionOfDevice(number, device);
        operators(operator);
        String[] renewed = renewal(calls.text(linked, "/data/tokens/refreshToken"), device);
        calls.keep("DELETE", "/api/account", Map.of(), Map.of(), renewed);
        return calls.kept();
    }

    private void sessionWithoutNumber() {
        calls.keep(
                "POST",
                "/api/onboarding/session",
                Map.of(),
                fields("deviceId", DEVICE, "devicePlatform", "android", "deviceName", "Pixel 8"));
    }

    private Reply onboarding(String number) {
        calls.keep("POST", "/api/onboarding/challenge", Map.of(), fields("phoneNumber", number));
        Reply started = calls.keep(
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
        String session = calls.text(started, "/data/sessionId");
        calls.awaitSent(session);
        calls.ofSession("GET", "", session, Map.of());
        clock.advance(Duration.ofSeconds(65));
        calls.keep(
                "POST",
                "/api/onboarding/resend-otp",
                Map.of(),
                fields("sessionId", session, "phoneNumber", number, "channel", "sms"),
                "Idempotency-Key",
                "Hw4nB9cJ0pSgE6uA");
        calls.awaitSent(session);
        calls.ofSession("POST", "/extend", session, fields("additionalHours", 2));
        calls.keep(
                "POST",
                "/api/onboarding/verify-otp",
                Map.of(),
                fields("sessionId", session, "phoneNumber", number, "otpCode", newestCode.get()));
        Map<String, Object> link = fields("sessionId", session, "displayName", "Ada");
        if (side == Spelling.CAMEL) {
            link.put("tokenDelivery", "body");
        }
        return calls.keep("POST", "/api/onboarding/link-account", Map.of(), link);
    }

    private void account(String number, String[] bearer) {
        calls.keep("GET", "/api/account", Map.of(), Map.of(), bearer);
        calls.keep("PATCH", "/api/account", Map.of(), fields("displayName", "Ada L."), bearer);
        calls.keep("GET", "/api/account/verifications", Map.of(), Map.of(), bearer);
        calls.keep("GET", "/api/account/sessions", Map.of(), Map.of(), bearer);
        calls.keep("POST", "/api/account/numbers/refuse-move", Map.of(), fields("phoneNumber", number), bearer);
    }

    private void credentials(String number, String credential, String[] bearer) {
        Map<String, String> id = Map.of("id", credential);
        calls.keep("POST", "/api/sip/credentials", Map.of(), fields("phoneNumber", number), bearer);
        calls.keep("GET", "/api/sip/credentials", Map.of(), Map.of(), bearer);
        if (side == Spelling.SNAKE) {
            calls.keep("GET", "/api/onboarding/sip-credentials", Map.of(), Map.of(), bearer);
        }
        calls.keep("GET", "/api/sip/credentials/active", Map.of(), Map.of(), bearer);
        Reply read = calls.keep("GET", "/api/sip/credentials/{id}", id, Map.of(), bearer);
        calls.keep("PATCH", "/api/sip/credentials/{id}", id, fields("displayName", "Ada at work"), bearer);
        server.register(Aor.parse(calls.text(read, "/data/sipUri")).orElseThrow(), "Linphone/5.2 (Pixel 8)");
        Reply registered = calls.keep("GET", "/api/sip/credentials/{id}/registration", id, Map.of(), bearer);
        calls.keep(
                "DELETE",
                "/api/sip/credentials/{id}/registration/{contactId}",
                Map.of("id", credential, "contactId", calls.text(registered, "/data/contacts/0/id")),
                Map.of(),
                bearer);
        Reply link = calls.keep(
                "POST", "/api/sip/credentials/{id}/provisioning-links", id, fields("format", "linphone"), bearer);
        if (side == Spelling.CAMEL) {
            softphone(link.json().at("/data/url").asString().replaceFirst(".*/", ""), bearer);
        }
        calls.keep("POST", "/api/sip/credentials/{id}/regenerate-password", id, Map.of(), bearer);
        calls.keep("GET", "/api/sip/health", Map.of(), Map.of(), bearer);
    }

    /** These have one spelling. */
    private void softphone(String token, String[] bearer) {
        Map<String, String> link = Map.of("token", token);
        calls.keep("GET", "/provisioning/{token}/qr.svg", link, Map.of());
        calls.keep("GET", "/provisioning/{token}/qr.png", link, Map.of());
        calls.keep("GET", "/provisioning/{token}", link, Map.of(), "User-Agent", "Linphone/5.2 (Pixel 8)");
        calls.keep("GET", "/provisioning/me?format=baresip", Map.of(), Map.of(), bearer);
    }

    /** Another session of the same device, which asks for it and gives it up. */
    private void sessionOfDevice(String number, String token) {
        clock.advance(Duration.ofMinutes(2));
        Reply started = calls.send(
                "POST",
                calls.path("/api/onboarding/start"),
                calls.spelled(fields("phoneNumber", number, "deviceId", DEVICE, "deviceToken", token)));
        calls.keep(
                "GET",
                "/api/onboarding/session/active?deviceId=" + DEVICE,
                Map.of(),
                Map.of(),
                "X-Device-Token",
                token);
        calls.awaitSent(calls.text(started, "/data/sessionId"));
        calls.ofSession("DELETE", "", calls.text(started, "/data/sessionId"), Map.of());
    }

    private String[] renewal(String refreshToken, String deviceToken) {
        clock.advance(Duration.ofMinutes(5));
        Map<String, Object> wanted = fields("refreshToken", refreshToken, "deviceToken", deviceToken);
        if (side == Spelling.CAMEL) {
            wanted.put("tokenDelivery", "body");
        }
        Reply renewed = calls.keep(
                "POST", "/api/account/token/refresh", Map.of(), wanted, "Idempotency-Key", "q7T0aXfK3sVn8MwB");
        calls.keep(
                "POST",
                "/api/account/sign-out",
                Map.of(),
                fields("refreshToken", calls.text(renewed, "/data/refreshToken")));
        return bearer(calls.text(renewed, "/data/accessToken"));
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
        calls.keep("GET", "/api/admin/me", Map.of(), Map.of(), key);
        calls.keep("GET", "/api/admin/sip/servers", Map.of(), Map.of(), key);
        calls.keep("GET", "/api/admin/sip/credentials?phone=" + number.substring(1), Map.of(), Map.of(), key);
        calls.keep("GET", base, id, Map.of(), key);
        server.register(aor, "Linphone/5.2 (iPhone14,5)");
        calls.keep("GET", base + "/registration", id, Map.of(), key);
        calls.keep("GET", base + "/validate", id, Map.of(), key);
        calls.keep("POST", base + "/deregister", id, Map.of(), key);
        calls.keep("POST", base + "/sync", id, Map.of(), key);
        clock.advance(Duration.ofMinutes(1));
        calls.keep("POST", base + "/suspend", id, fields("reason", "unpaid"), key);
        clock.advance(Duration.ofMinutes(1));
        calls.keep("POST", base + "/reactivate", id, Map.of(), key);
        clock.advance(Duration.ofMinutes(1));
        calls.keep("POST", base + "/revoke", id, fields("reason", "left the company"), key);
        calls.keep("GET", base + "/timeline?limit=3", id, Map.of(), key);
        calls.keep("POST", "/api/admin/sip/reconcile", Map.of(), fields("dryRun", true), key);
        Awaitility.await().until(() -> {
            JsonNode drift = service.get("/api/admin/sip/drift", key).json().get("data");
            return drift.path("last").isObject() && drift.path("underWay").isNull();
        });
        calls.keep("GET", "/api/admin/sip/drift", Map.of(), Map.of(), key);
        calls.keep("GET", "/api/admin/guard", Map.of(), Map.of(), key);
    }

    private JsonNode someoneElse(String number) {
        Reply started = calls.send("POST", "/api/v1/onboarding/start", "{\"phone_number\":\"%s\"}".formatted(number));
        String session = started.data("session_id");
        calls.send(
                "POST",
                "/api/v1/onboarding/verify-otp",
                "{\"session_id\":\"%s\",\"phone_number\":\"%s\",\"otp_code\":\"%s\"}"
                        .formatted(session, number, newestCode.get()));
        calls.awaitSent(session);
        return calls.send(
                        "POST",
                        "/api/v1/onboarding/link-account",
                        "{\"session_id\":\"%s\",\"display_name\":\"Grace\"}".formatted(session))
                .json()
                .get("data");
    }
}
