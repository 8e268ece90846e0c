package dev.firstring.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.hostile.RawHttp.Raw;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every byte in every place of a request, beside a secret, in production mode: refused or ignored, never a fault, and nothing
 * of the request in the log.
 */
@Tag("slow")
class HostileBytesTest {

    private static final String CANARY = "canary5ecret";
    private static final String NEWLINE = "\r\n";
    private static final List<Integer> SPECIAL =
            List.of(0, 1, 9, 0x0B, 0x1B, 0x20, 0x22, 0x25, 0x3B, 0x2C, 0x7F, 0x80, 0x85, 0x9F, 0xA0, 0xFF);

    /** All bytes, but of letters, digits and the upper half only some. */
    private static final List<Integer> VALUES = IntStream.range(0, 256)
            .filter(value -> value < 0x20
                    || (value < 0x7F && !Character.isLetterOrDigit(value))
                    || (value >= 0x7F && value < 0xA0)
                    || value % 11 == 0)
            .boxed()
            .toList();

    private static final List<String> ROUTES = List.of(
            "/api/v1/account",
            "/api/onboarding/session",
            "/onboarding",
            "/account",
            "/hooks/vonage/sms",
            "/provisioning/" + "A".repeat(43),
            "/provisioning/me",
            "/language",
            "/health/live",
            "/openapi",
            "/nothing-here",
            "/error");

    private static final List<String> HEADERS = List.of(
            "Host",
            "Cookie: a=1; firstring-access",
            "Cookie: __Host-firstring-access",
            "Cookie: __Host-firstring-session",
            "Cookie: __Host-firstring-form",
            "Cookie: firstring-language",
            "Authorization",
            "Authorization: Bearer",
            "Authorization: Basic",
            "X-API-Key",
            "X-Onboarding-Session",
            "Idempotency-Key",
            "Content-Type",
            "Content-Type: application/json; charset",
            "Content-Type: multipart/form-data; boundary",
            "Content-Encoding",
            "Content-Length",
            "Transfer-Encoding",
            "Accept",
            "Accept: text/html;q",
            "Accept-Language",
            "Accept-Encoding",
            "Accept-Charset",
            "X-Request-Id",
            "X-Forwarded-For",
            "X-Forwarded-Proto",
            "X-Forwarded-Host",
            "X-Forwarded-Prefix",
            "Forwarded",
            "Origin",
            "Referer",
            "Sec-Fetch-Site",
            "Range",
            "If-None-Match",
            "If-Modified-Since",
            "If-Match",
            "Expect",
            "Upgrade",
            "Connection",
            "TE",
            "Trailer",
            "User-Agent",
            "X-Linphone-Provisioning",
            "X-Http-Method-Override",
            "Access-Control-Request-Method",
            "Last-Event-ID",
            "traceparent",
            "tracestate",
            "X-Anything");

    private static TestDatabase database;
    private static RunningService service;
    private static CapturedLog log;

    @BeforeAll
    static void start() {
        log = new CapturedLog();
        database = TestDatabase.create();
        service = RunningService.over(database)
                .sender(new KeepingSender())
                .set("firstring.mode", "production")
                .set("firstring.sip.domain", "sip.example.org")
                .set("firstring.http.public-url", "https://call.example.org")
                .set("logging.level.root", "info")
                .start();
        log.listen();
    }

    @AfterAll
    static void stop() {
        log.close();
        service.close();
        database.close();
    }

    static Stream<String> headers() {
        return HEADERS.stream();
    }

    @ParameterizedTest
    @MethodSource("headers")
    void every_byte_in_a_header(String header) {
        Walk walk = new Walk();
        int at = HEADERS.indexOf(header);
        for (int value : VALUES) {
            String method = value % 2 == 0 ? "GET" : "POST";
            walk.send(header, value, withHeader(method, ROUTES.get((at + value) % ROUTES.size()), header, value));
        }
        for (String route : ROUTES) {
            int value = 0x80 + (at + route.length()) % 0x20;
            walk.send(header + " of " + route, value, withHeader("GET", route, header, value));
        }
        walk.holds();
    }

    @Test
    void every_byte_in_the_request_line() {
        Walk walk = new Walk();
        for (int value : VALUES) {
            String with = (char) value + CANARY;
            String hex = "%%%02x".formatted(value) + CANARY;
            walk.send("method", value, bytes("G" + with + "T /api/v1/account HTTP/1.1", ""));
            walk.send("protocol", value, bytes("GET /api/v1/account HTTP/1." + with, ""));
            walk.send("absolute", value, bytes("GET http://" + with + "/api/v1/account HTTP/1.1", ""));
            for (String route : SPECIAL.contains(value) ? ROUTES : List.of(ROUTES.get(value % ROUTES.size()))) {
                walk.send(route + " path", value, bytes("GET " + route + "/" + with + " HTTP/1.1", ""));
                walk.send(route + " encoded path", value, bytes("GET " + route + "/" + hex + " HTTP/1.1", ""));
                walk.send(route + " query", value, bytes("GET " + route + "?sessionId=" + with + " HTTP/1.1", ""));
                walk.send(
                        route + " encoded query", value, bytes("GET " + route + "?sessionId=" + hex + " HTTP/1.1", ""));
                walk.send(route + " encoded name", value, bytes("GET " + route + "?" + hex + "=1 HTTP/1.1", ""));
                walk.send(
                        route + " matrix", value, bytes("GET " + route + ";" + CANARY + "=" + with + " HTTP/1.1", ""));
            }
        }
        walk.holds();
    }

    @Test
    void every_byte_in_a_header_name_and_in_a_body() {
        Walk walk = new Walk();
        for (int value : VALUES) {
            String with = CANARY + (char) value;
            walk.send("header name", value, bytes("GET /api/v1/account HTTP/1.1", "X-" + with + "z: 1\r\n"));
            for (String path : List.of("/api/v1/onboarding/start", "/api/onboarding/verify-otp", "/hooks/vonage/sms")) {
                walk.send(
                        path + " value",
                        value,
                        body(path, "{\"phone_number\":\"" + with + "\",\"phoneNumber\":\"" + with + "\"}"));
                walk.send(path + " name", value, body(path, "{\"" + with + "\":1}"));
                walk.send(path + " bare", value, body(path, with));
            }
            for (String path : List.of("/onboarding", "/onboarding/code", "/account/name", "/api/account/continue")) {
                walk.send(path + " form", value, form(path, "number=" + with + "&" + with + "=1"));
                walk.send(path + " encoded form", value, form(path, "number=%" + "%02x".formatted(value) + CANARY));
            }
            walk.send("chunk size", value, chunks((char) value + CANARY + NEWLINE + "{}" + NEWLINE + "0\r\n\r\n"));
            walk.send("chunk extension", value, chunks("2;" + with + NEWLINE + "{}" + NEWLINE + "0\r\n\r\n"));
            walk.send("after a chunk", value, chunks("2\r\n{}" + with + "0\r\n\r\n"));
            walk.send("trailer", value, chunks("2\r\n{}\r\n0\r\n" + with + ": " + with + "\r\n\r\n"));
        }
        walk.holds();
    }

    private static byte[] withHeader(String method, String route, String header, int value) {
        String text = CANARY + (char) value + CANARY;
        String line = header.contains(":")
                ? header + (header.startsWith("Authorization") ? " " : "=") + text
                : header + ": " + text;
        return bytes(method + " " + route + " HTTP/1.1", line + NEWLINE);
    }

    private static byte[] bytes(String line, String headers) {
        String host = headers.startsWith("Host:") ? "" : "Host: localhost\r\n";
        return (line + NEWLINE + host + headers + NEWLINE).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] body(String path, String body) {
        return RawHttp.post(path, body.getBytes(StandardCharsets.ISO_8859_1), "Content-Type: application/json");
    }

    private static byte[] form(String path, String body) {
        return RawHttp.post(
                path, body.getBytes(StandardCharsets.ISO_8859_1), "Content-Type: application/x-www-form-urlencoded");
    }

    private static byte[] chunks(String chunks) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(bytes(
                "POST /api/v1/onboarding/start HTTP/1.1",
                "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n"));
        all.writeBytes(chunks.getBytes(StandardCharsets.ISO_8859_1));
        return all.toByteArray();
    }

    /** Collects what is wrong, so that one run tells all of it. */
    private static final class Walk {

        private final Map<String, List<String>> wrong = new TreeMap<>();
        private final int before = log.text().length();

        void send(String place, int value, byte[] request) {
            Raw answer = RawHttp.once(service.port(), request);
            if (answer.status() >= 500 || (answer.status() > 0 && answer.status() < 100)) {
                wrong.computeIfAbsent(place + " → " + answer.status(), _ -> new ArrayList<>())
                        .add("%02x".formatted(value));
            }
            if ((answer.head() + answer.body()).contains("Exception")) {
                wrong.computeIfAbsent(place + " tells an exception", _ -> new ArrayList<>())
                        .add("%02x".formatted(value));
            }
        }

        void holds() {
            List<String> said = log.text().substring(before).lines().toList();
            assertThat(wrong).isEmpty();
            assertThat(said.stream().filter(line -> line.contains(CANARY)).limit(5))
                    .as("request text in the log")
                    .isEmpty();
            assertThat(said.stream()
                            .filter(line -> line.contains("ERROR") || line.contains("\tat "))
                            .limit(5))
                    .as("errors in the log")
                    .isEmpty();
            assertThat(service.get("/health/live").status()).isEqualTo(200);
        }
    }
}
