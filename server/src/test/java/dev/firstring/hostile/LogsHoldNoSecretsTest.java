package dev.firstring.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.account.admin.Scope;
import dev.firstring.account.apikey.ApiKeyCreation;
import dev.firstring.account.apikey.ApiKeys;
import dev.firstring.account.apikey.NewApiKey;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.RunningService.Reply;
import dev.firstring.testing.SettableClock;
import dev.firstring.testing.TestDatabase;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The whole flow in production mode with talkative logging: what it answers, and what its logs must never hold. */
@Tag("slow")
class LogsHoldNoSecretsTest {

    private static final String MASTER_KEY = "bG9ncy1tdXN0LW5vdC1ob2xkLXRoaXMta2V5LTMyLSE=";
    private static final String NUMBER = "+33612345678";
    private static final String OTHER_NUMBER = "+33612345679";
    private static final String START = "/api/v1/onboarding/start";
    private static final String VERIFY = "/api/v1/onboarding/verify-otp";

    private static final Map<String, String> SECRETS = new LinkedHashMap<>();
    private static final SettableClock CLOCK = new SettableClock();
    private static final KeepingSender SENDER = new KeepingSender();

    private static TestDatabase database;
    private static RunningService service;
    private static CapturedLog log;
    private static Reply started;
    private static Reply browser;

    @BeforeAll
    static void run_the_whole_flow() {
        log = new CapturedLog();
        database = TestDatabase.create();
        service = RunningService.over(database)
                .clock(CLOCK)
                .sender(SENDER)
                .set("firstring.mode", "production")
                .set("firstring.sip.domain", "sip.example.org")
                .set("firstring.http.public-url", "https://call.example.org")
                .set("firstring.keys.master-key", MASTER_KEY)
                .set("logging.level.root", "info")
                .set("logging.level.dev.firstring", "debug")
                .start();
        log.listen();
        SECRETS.put("master key", MASTER_KEY);
        SECRETS.put("database password", TestDatabase.PASSWORD);
        SECRETS.put("phone number", NUMBER.substring(1));
        SECRETS.put("phone number of another", OTHER_NUMBER.substring(1));
        String session = prove();
        link(session);
        misuse(session);
        byBrowser();
        reuse();
        byKey();
        JdbcClient.create(database.service())
                .sql("SELECT ha1_md5, ha1_sha256, ha1b_md5, ha1b_sha256 FROM sip_credential")
                .query()
                .listOfRows()
                .forEach(row -> row.forEach((name, hash) -> keep(name + SECRETS.size(), hash)));
        log.close();
    }

    private static String prove() {
        started = service.post(
                START,
                "{\"phone_number\":\"%s\",\"device_id\":\"phone-1\"}".formatted(NUMBER),
                "Idempotency-Key",
                "start-one-of-a-phone");
        String session = keep("session", started.data("session_id"));
        assertThat(service.post(
                                START,
                                "{\"phone_number\":\"%s\",\"device_id\":\"phone-1\"}".formatted(NUMBER),
                                "Idempotency-Key",
                                "start-one-of-a-phone")
                        .body())
                .isEqualTo(started.body());
        String code = keep("code", SENDER.newestCode());
        assertThat(verify(session, code.equals("000000") ? "000001" : "000000").code())
                .isEqualTo("INVALID_OTP");
        CLOCK.advance(Duration.ofMinutes(2));
        assertThat(service.post("/api/v1/onboarding/resend-otp", named(session, "\"channel\":\"sms\""))
                        .status())
                .isEqualTo(200);
        keep("code after resend", SENDER.newestCode());
        assertThat(verify(session, SENDER.newestCode()).status()).isEqualTo(200);
        return session;
    }

    private static void link(String session) {
        for (int time = 1; time <= 2; time++) {
            Reply linked = service.post(
                    "/api/v1/onboarding/link-account",
                    "{\"session_id\":\"%s\",\"display_name\":\"Ada Lovelace\"}".formatted(session));
            assertThat(linked.status()).as(linked.body()).isEqualTo(200);
            String access = keep(
                    "access token " + time,
                    linked.json().at("/data/tokens/access_token").asString());
            String refresh = keep(
                    "refresh token " + time,
                    linked.json().at("/data/tokens/refresh_token").asString());
            keep(
                    "SIP password " + time,
                    linked.json().at("/data/sip_credentials/sip_password").asString());
            String id = linked.json().at("/data/sip_credentials/id").asString();
            Reply read = service.get("/api/v1/sip/credentials/" + id, "Authorization", "Bearer " + access);
            assertThat(read.data("sip_password")).isNotBlank();
            provision(time, id, access);
            Reply renewed = refresh(refresh);
            assertThat(renewed.status()).isEqualTo(200);
            keep("renewed access token " + time, renewed.data("access_token"));
            keep("renewed refresh token " + time, renewed.data("refresh_token"));
        }
    }

    private static void provision(int time, String credential, String access) {
        Reply made = service.call(
                "POST",
                "/api/v1/sip/credentials/" + credential + "/provisioning-links",
                "",
                "Authorization",
                "Bearer " + access,
                "Idempotency-Key",
                "link-" + time);
        String url = made.data("url");
        String token = keep("token of link " + time, url.substring(url.lastIndexOf('/') + 1));
        service.get("/provisioning/" + token, "Accept", "text/html");
        service.get("/provisioning/" + token + "/qr.svg");
        service.get("/provisioning/" + token + "/qr.gif");
        service.get("/provisioning/" + token + "%00");
        assertThat(service.get("/provisioning/" + token, "X-Linphone-Provisioning", "1")
                        .status())
                .isEqualTo(200);
        assertThat(service.get("/provisioning/" + token, "X-Linphone-Provisioning", "1")
                        .status())
                .isEqualTo(404);
    }

    /** Secrets where they do not belong: in bodies that cannot be read, in paths, in headers, in other fields. */
    private static void misuse(String session) {
        String token = SECRETS.get("access token 1");
        String code = SECRETS.get("code");
        for (String body : List.of(
                "{\"session_id\":\"%s\",\"otp_code\":\"%s\",\"phone_number\":\"%s\"".formatted(session, code, NUMBER),
                "{\"session_id\":[\"%s\"],\"otp_code\":{\"a\":\"%s\"},\"phone_number\":\"%s\"}"
                        .formatted(session, code, NUMBER),
                "{\"session_id\":\"%s\",\"session_id\":\"%s\"}".formatted(session, session),
                "{\"session_id\":\"%s\\u0000\",\"otp_code\":\"%s\\ud800\"}".formatted(session, code),
                "{\"phone_number\":\"%s\",\"challenge\":\"%s\"}".formatted(NUMBER, token),
                "{\"phone_number\":\"%s\",\"session_id\":\"%s\",\"otp_code\":\"%s\"}"
                        .formatted(token, token, session))) {
            for (String path : List.of(START, VERIFY, "/api/v1/account/token/refresh", "/api/onboarding/start")) {
                service.post(path, body);
            }
        }
        service.get("/api/v1/onboarding/session/" + session);
        service.get("/api/v1/onboarding/session/" + session + "x");
        service.get("/api/onboarding/session?sessionId=" + session);
        service.get("/api/v1/account", "Authorization", "Bearer " + token + "x");
        service.get("/api/v1/account", "Authorization", "Bearer " + token.replaceFirst("\\.[^.]*$", ".AAAA"));
        service.get("/api/v1/account", "X-Request-Id", token);
        service.post(START, "{\"phone_number\":\"%s\"}".formatted(NUMBER), "Idempotency-Key", "\"" + session + "\"");
        service.post("/api/v1/account/sign-out", "{\"refresh_token\":\"%s\"}".formatted(token));
        SENDER.breakDown();
        Reply unsent = service.post(START, "{\"phone_number\":\"%s\"}".formatted(OTHER_NUMBER));
        assertThat(unsent.code()).isEqualTo("SMS_UNAVAILABLE");
        keep("code that was not sent", SENDER.newestCode());
        keep("session that was not sent", unsent.json().at("/detail/session_id").asString());
    }

    /** The second use of a token ends every sign-in, so it comes last. */
    private static void reuse() {
        assertThat(refresh(SECRETS.get("refresh token 1"), "X-Forwarded-For", "198.51.100.77")
                        .code())
                .isEqualTo("INVALID_TOKEN");
    }

    private static void byBrowser() {
        String refresh = SECRETS.get("renewed refresh token 2");
        browser = service.post(
                "/api/account/token/refresh", "{\"refreshToken\":\"%s\"}".formatted(refresh), "Sec-Fetch-Site", "none");
        for (String cookie : browser.response().headers().allValues("Set-Cookie")) {
            keep("cookie " + SECRETS.size(), cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';')));
        }
    }

    /** Keys that are good, lack a scope, were revoked, or stand where they do not belong. */
    private static void byKey() {
        ApiKeys keys = service.bean(ApiKeys.class);
        NewApiKey wanted = new NewApiKey("logged", Set.of(Scope.SIP_READ), Duration.ofDays(1));
        String key = keep(
                "API key", ((ApiKeyCreation.Created) keys.create(wanted)).key().reveal());
        assertThat(service.get("/api/admin/me", "X-API-Key", key).status()).isEqualTo(200);
        service.get("/api/admin/" + key, "Authorization", "Bearer " + key);
        service.get("/api/admin/me?key=" + key, "X-API-Key", key + "x");
        service.post("/api/v1/account/sign-out", "{\"refresh_token\":\"%s\"}".formatted(key), "X-Request-Id", key);
        keys.revoke("logged");
        assertThat(service.get("/api/admin/me", "X-API-Key", key).status()).isEqualTo(401);
    }

    @Test
    void no_secret_stands_in_any_log() {
        String text = log.text();

        assertThat(SECRETS)
                .hasSizeGreaterThan(18)
                .allSatisfy((name, secret) -> assertThat(secret).as(name).isNotBlank());
        assertThat(SECRETS)
                .allSatisfy((name, secret) ->
                        assertThat(linesWith(secret, text)).as(name).isEmpty());
        for (String message : SENDER.texts()) {
            assertThat(text).doesNotContain(message);
        }
    }

    @Test
    void something_was_logged_at_all_and_the_listener_heard_it() {
        assertThat(log.events()).isPositive();
        // Once by the listener, once on the console; the second line is one for debugging.
        assertThat(log.text().split("the provider is broken", -1)).hasSizeGreaterThan(2);
        assertThat(log.text()).contains("refused a token of issuer");
    }

    @Test
    void a_start_does_not_tell_the_code() {
        assertThat(started.status()).isEqualTo(200);
        assertThat(started.body()).doesNotContain("otp_code", SECRETS.get("code"));
    }

    @Test
    void pages_of_development_are_absent() {
        for (String path : List.of(
                "/dev/inbox",
                "/dev/inbox/messages",
                "/dev/inbox/inbox.js",
                "/swagger-ui.html",
                "/swagger-ui/index.html",
                "/swagger-ui/swagger-ui.css",
                "/openapi/swagger-config")) {
            assertThat(service.get(path).status()).as(path).isEqualTo(404);
        }
    }

    @Test
    void browsers_are_told_to_stay_on_tls() {
        assertThat(service.get("/api/v1/account").header("Strict-Transport-Security"))
                .contains("max-age=31536000");
        assertThat(browser.header("Strict-Transport-Security")).contains("max-age=31536000");
        assertThat(service.get("/nothing-here").header("Strict-Transport-Security"))
                .contains("max-age=");
    }

    @Test
    void cookies_go_over_tls_only() {
        assertThat(browser.status()).as(browser.body()).isEqualTo(200);
        assertThat(browser.response().headers().allValues("Set-Cookie"))
                .hasSize(2)
                .allSatisfy(cookie -> assertThat(cookie).contains("Secure", "HttpOnly", "SameSite=Strict"))
                .anySatisfy(cookie -> assertThat(cookie).startsWith("__Host-"));
        assertThat(browser.body()).contains("\"accessToken\":null", "\"refreshToken\":null");
    }

    @AfterAll
    static void stop() {
        service.close();
        database.close();
    }

    private static Reply verify(String session, String code) {
        return service.post(VERIFY, named(session, "\"otp_code\":\"" + code + "\""));
    }

    private static Reply refresh(String token, String... headers) {
        return service.post("/api/v1/account/token/refresh", "{\"refresh_token\":\"%s\"}".formatted(token), headers);
    }

    private static String named(String session, String more) {
        return "{\"session_id\":\"%s\",\"phone_number\":\"%s\",%s}".formatted(session, NUMBER, more);
    }

    private static List<String> linesWith(String secret, String text) {
        return text.lines().filter(line -> line.contains(secret)).toList();
    }

    private static String keep(String name, Object secret) {
        SECRETS.put(name, secret.toString());
        return secret.toString();
    }
}
