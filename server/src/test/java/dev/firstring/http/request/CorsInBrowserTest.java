package dev.firstring.http.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpServer;
import dev.firstring.testing.Person;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.TestDatabase;
import dev.firstring.web.browser.Screen;
import dev.firstring.web.browser.Visitor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a browser lets pages of other origins do, with its own cookies, its own preflights and its own idea of a site. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CorsInBrowserTest {

    private static final String CALL = """
            async ([method, url, body, headers, options]) => {
                try {
                    const answer = await fetch(url, {
                        method, body: body || undefined, headers,
                        ...{credentials: "include", ...options},
                    });
                    return JSON.stringify({
                        status: answer.status,
                        type: answer.type,
                        headers: Object.fromEntries(answer.headers),
                        body: answer.type === "opaque" ? null : await answer.json().catch(() => null),
                    });
                } catch (refused) {
                    return JSON.stringify({ refused: refused.name });
                }
            }
            """;
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

    private HttpServer ours;
    private HttpServer foreign;
    private TestDatabase database;
    private RunningService service;
    private RunningService withoutCookies;

    @BeforeAll
    void start() throws IOException {
        ours = page();
        foreign = page();
        database = TestDatabase.create();
        String origin = "http://localhost:" + ours.getAddress().getPort();
        service = RunningService.over(database)
                .set("firstring.http.cors.origins", origin)
                .set("firstring.http.cors.credentials", true)
                .start();
        withoutCookies = RunningService.over(database)
                .set("firstring.http.cors.origins", origin)
                .start();
    }

    @AfterAll
    void stop() {
        service.close();
        withoutCookies.close();
        database.close();
        ours.stop(0);
        foreign.stop(0);
    }

    @Test
    void a_page_that_is_let_in_goes_the_whole_way_with_cookies_and_no_other_page_can_use_them() {
        String number = Person.at(service).number();
        try (Visitor visitor = Visitor.at(service, Screen.DESKTOP).expect(".")) {
            Page page = visitor.page();
            page.navigate(address("localhost", ours));

            JsonNode start = call(
                    page,
                    "POST",
                    "/api/onboarding/start",
                    "{\"phoneNumber\":\"" + number + "\"}",
                    Map.of(
                            "Content-Type", "application/json",
                            "Idempotency-Key", "key-of-a-page-0001",
                            "Accept-Language", "de",
                            "X-Request-Id", "page-1"));
            assertThat(start.path("status").asInt()).as(start.toString()).isEqualTo(200);
            assertThat(start.at("/headers/x-request-id").asString()).isEqualTo("page-1");
            assertThat(start.at("/headers/content-language").asString()).isEqualTo("de");
            assertThat(start.at("/headers/ratelimit").asString()).isNotEmpty();
            String session = start.at("/body/data/sessionId").asString();

            JsonNode early = call(
                    page,
                    "POST",
                    "/api/onboarding/resend-otp",
                    "{\"sessionId\":\"" + session + "\",\"phoneNumber\":\"" + number + "\"}",
                    JSON);
            assertThat(early.path("status").asInt()).isEqualTo(429);
            assertThat(early.at("/headers/retry-after").asInt()).isPositive();

            assertThat(call(page, "GET", "/api/onboarding/session", "", Map.of("X-Onboarding-Session", session))
                            .at("/body/data/currentStep")
                            .asString())
                    .isEqualTo("otp_verification");
            call(
                    page,
                    "POST",
                    "/api/onboarding/verify-otp",
                    "{\"sessionId\":\"" + session + "\",\"phoneNumber\":\"" + number + "\",\"otpCode\":\""
                            + start.at("/body/data/otpCode").asString() + "\"}",
                    JSON);
            JsonNode link =
                    call(page, "POST", "/api/onboarding/link-account", "{\"sessionId\":\"" + session + "\"}", JSON);
            assertThat(link.path("status").asInt()).as(link.toString()).isEqualTo(200);
            assertThat(link.at("/body/data/tokens").isMissingNode()
                            || link.at("/body/data/tokens").isNull())
                    .isTrue();

            assertThat(status(page, "GET", "/api/account", "", Map.of())).isEqualTo(200);
            assertThat(status(page, "PATCH", "/api/account", "{\"displayName\":\"Ann\"}", JSON))
                    .isEqualTo(200);
            assertThat(status(page, "POST", "/api/account/token/refresh", "{}", JSON))
                    .isEqualTo(200);
            assertThat(call(page, "GET", "/api/account", "", Map.of(), Map.of("credentials", "omit"))
                            .path("status")
                            .asInt())
                    .isEqualTo(401);

            for (String host : List.of("localhost", "127.0.0.1")) {
                page.navigate(address(host, foreign));
                nothingFor(page);
            }
            page.navigate(address("127.0.0.1", ours));
            nothingFor(page);

            page.navigate(address("localhost", ours));
            assertThat(call(page, "GET", "/api/account", "", Map.of())
                            .at("/body/data/displayName")
                            .asString())
                    .isEqualTo("Ann");
            assertThat(status(page, "POST", "/api/account/sign-out", "{}", JSON))
                    .isEqualTo(200);
            assertThat(status(page, "GET", "/api/account", "", Map.of())).isEqualTo(401);
        }
    }

    @Test
    void without_the_setting_for_cookies_a_page_uses_a_token_and_cookies_are_kept_from_it() {
        Person person = Person.at(withoutCookies);
        try (Visitor visitor = Visitor.at(withoutCookies, Screen.DESKTOP).expect(".")) {
            Page page = visitor.page();
            page.navigate(address("localhost", ours));
            String start = "{\"phoneNumber\":\"" + person.number() + "\"}";
            assertThat(call(withoutCookies, page, "POST", "/api/onboarding/start", start, JSON, Map.of())
                            .path("refused")
                            .asString(""))
                    .isEqualTo("TypeError");

            JsonNode answer = call(
                    withoutCookies,
                    page,
                    "GET",
                    "/api/account",
                    "",
                    Map.of("Authorization", "Bearer none"),
                    Map.of("credentials", "omit"));
            assertThat(answer.path("status").asInt()).isEqualTo(401);
            assertThat(answer.at("/headers/www-authenticate").asString()).startsWith("Bearer");
        }
    }

    /** Neither read nor changed: what needs a preflight is not sent, what does not is not believed. */
    private void nothingFor(Page page) {
        assertThat(call(page, "GET", "/api/account", "", Map.of())
                        .path("refused")
                        .asString(""))
                .isEqualTo("TypeError");
        assertThat(call(page, "PATCH", "/api/account", "{\"displayName\":\"Eve\"}", JSON)
                        .path("refused")
                        .asString(""))
                .isEqualTo("TypeError");
        for (String type : List.of("text/plain", "application/x-www-form-urlencoded")) {
            for (String path : List.of("/api/account/sign-out", "/api/account/token/refresh")) {
                call(page, "POST", path, "{}", Map.of("Content-Type", type), Map.of("mode", "no-cors"));
            }
        }
    }

    private int status(Page page, String method, String path, String body, Map<String, String> headers) {
        return call(page, method, path, body, headers).path("status").asInt();
    }

    private JsonNode call(Page page, String method, String path, String body, Map<String, String> headers) {
        return call(service, page, method, path, body, headers, Map.of());
    }

    private JsonNode call(
            Page page,
            String method,
            String path,
            String body,
            Map<String, String> headers,
            Map<String, String> options) {
        return call(service, page, method, path, body, headers, options);
    }

    private static JsonNode call(
            RunningService service,
            Page page,
            String method,
            String path,
            String body,
            Map<String, String> headers,
            Map<String, String> options) {
        Object told = page.evaluate(
                CALL, List.of(method, "http://localhost:" + service.port() + path, body, headers, options));
        return JsonMapper.shared().readTree(String.valueOf(told));
    }

    private static String address(String host, HttpServer server) {
        return "http://" + host + ":" + server.getAddress().getPort() + "/";
    }

    private static HttpServer page() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            byte[] page = "<!doctype html><title>page</title>".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
        return server;
    }
}
