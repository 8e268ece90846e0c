package dev.firstring.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.hostile.RawHttp.Raw;
import dev.firstring.hostile.TargetService.Target;
import dev.firstring.http.Spelling;
import dev.firstring.testing.RunningService.Reply;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths, methods and headers that no honest client sends: refused in the API's own shape, with a connection that lives or ends. */
@Tag("slow")
@ExtendWith(TargetService.class)
class BadRequestLineTest {

    private static Target target;

    @BeforeAll
    static void start(Target given) {
        target = given;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api",
                "/api/",
                "/api/nothing",
                "/api/v1",
                "/api/v1/",
                "/api/v1/nothing",
                "/api/v2/onboarding/start",
                "/api/v1/onboarding/session/",
                "/api/v1/onboarding/session/a/b",
                "/api/v1/onboarding/session/%F0%9F%98%80",
                "/api/v1/onboarding/session/%E2%80%AE",
                "/api/v1/onboarding/session/'%20OR%20'1'='1",
                "/api/onboarding/session?sessionId=%00",
                "/api/onboarding/session?sessionId=a&sessionId=b"
            })
    void what_is_not_there_answers_404_in_the_shape_of_its_side(String path) {
        Raw answer = get(path);

        assertThat(answer.status()).isEqualTo(404);
        sound(answer, path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/%ZZ",
                "/api/%",
                "/api/%00",
                "/api/v1/%ZZ",
                "/api%2Fonboarding",
                "/api/v1/onboarding%2Fsession%2Fa",
                "/api/v1/onboarding/session/..%2f..%2fdev%2finbox",
                "/api/../../etc/passwd",
                "/api/v1/../../../dev",
                "/api/..;/dev/inbox",
                "/api/;a=b/onboarding/session",
                "/api/v1/onboarding/session/a;b=c",
                "/api/v1/onboarding/session/a\\b",
                "/api/v1/onboarding/session/%5c",
                "//api",
                "//api//onboarding//session",
                "/api/v1//onboarding/session/a",
                "/api/v1/onboarding/session/%c0%ae%c0%ae",
                "/api/v1/onboarding/session/%ff",
                "/api/onboarding/session?sessionId=%ZZ",
                "/api/onboarding/session?sessionId=%ff",
                "/api/v1/onboarding/session/%0d%0aSet-Cookie:a=b",
                "/api/onboarding/session?sessionId[]=a",
                "/api/<script>",
                "/api/\"x\"",
                "/api/{a}",
                "/api/a|b",
                "/api/\u00e9"
            })
    void paths_that_try_to_get_around_are_refused_and_reach_nothing(String path) {
        Raw answer = get(path);

        assertThat(answer.status()).as(answer.body()).isBetween(400, 404);
        assertThat(answer.body())
                .doesNotContain("Messages", "Exception", "\tat ")
                .contains("{");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/onboarding/start, POST",
        "PUT, /api/v1/onboarding/start, POST",
        "DELETE, /api/v1/onboarding/verify-otp, POST",
        "PATCH, /api/onboarding/resend-otp, POST",
        "PUT, /api/onboarding/session, 'DELETE, GET, POST'",
        "POST, /api/v1/account, 'DELETE, GET, PATCH'",
        "GET, /api/account/sign-out, POST",
        "PUT, /api/v1/sip/credentials, 'GET, POST'"
    })
    void another_method_answers_405_with_those_there_are(String method, String path, String allowed) {
        Reply reply = target.service().call(method, path, "");

        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.code()).isEqualTo("METHOD_NOT_ALLOWED");
        assertThat(reply.header("Allow")).isEqualTo(allowed);
        assertThat(Answers.faults(reply, side(path))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TRACE /api/onboarding/start HTTP/1.1",
                "CONNECT localhost:80 HTTP/1.1",
                "CONNECT /api/onboarding/start HTTP/1.1",
                "TRACK /api/v1/account HTTP/1.1",
                "get /api/v1/account HTTP/1.1",
                "G\u0001T /api HTTP/1.1",
                "GET /api HTTP/9.9",
                "GET /api",
                "GET  /api HTTP/1.1 x",
                "/api",
                "\u0016\u0003\u0001 TLS",
                "PRI * HTTP/2.0"
            })
    void request_lines_that_are_none_are_refused_or_cut_off(String line) {
        Raw answer = raw(line + "\r\nHost: localhost\r\nX-Secret: echo-me-not\r\n\r\n");

        assertThat(answer.status())
                .as(answer.body())
                .satisfiesAnyOf(
                        status -> assertThat(status).isZero(),
                        status -> assertThat(status).isBetween(400, 499));
        assertThat(answer.body()).doesNotContain("echo-me-not", "Exception", "org.apache");
    }

    @Test
    void a_very_long_path_and_very_many_headers_are_refused() {
        for (String request : new String[] {
            "GET /api/v1/" + "a".repeat(40_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "GET /api/v1/account HTTP/1.1\r\nHost: localhost\r\n" + "X-Many: 1\r\n".repeat(500) + "\r\n",
            "GET /api/v1/account HTTP/1.1\r\nHost: localhost\r\nX-Long: " + "a".repeat(40_000) + "\r\n\r\n"
        }) {
            Raw answer = raw(request);

            assertThat(answer.status()).as(answer.body()).isIn(0, 400, 413, 414, 431);
            assertThat(answer.body()).doesNotContain("Exception", "org.apache");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Accept-Language: ;;q=,,*-*-*",
                "Accept-Language: xx-YYYY-zzzzzzzzzzzzzz;q=9",
                "Accept-Language: \u00ff\u00fe",
                "X-Request-Id: a b",
                "X-Request-Id: ${jndi:ldap://127.0.0.1:1/a}",
                "X-Request-Id: a\rSet-Cookie: injected=1",
                "X-Request-Id: a\r\n injected: 1",
                "X-Request-Id: a\nSet-Cookie: injected=1",
                "X-Forwarded-For: injected",
                "X-Forwarded-For: ,,,,",
                "X-Forwarded-For: 1.2.3.4:99999, ::1%eth0, [::1",
                "X-Forwarded-For: 999.1.1.1, -1, 0x7f000001, 1",
                "Forwarded: for=\"_x\";host=injected",
                "X-Forwarded-Host: injected",
                "X-Forwarded-Prefix: /injected",
                "X-Http-Method-Override: DELETE",
                "Authorization: Bearer",
                "Authorization: Bearer a.b.c",
                "Authorization: Bearer ey\u00ff",
                "Authorization: Basic YTpi",
                "Cookie: firstring-access=;;;=; \"",
                "Cookie: \u00ff=\u00ff",
                "Expect: a-miracle",
                "Content-Length: -1",
                "Content-Length: 99999999999999999999",
                "Content-Length: 1\r\nContent-Length: 2",
                "Content-Length: 5\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: gzip, chunked, x",
                "Host: other",
                "Range: bytes=0-0",
                "Accept: nothing/at-all",
                "Accept: ;;;",
                ": no name",
                "No colon"
            })
    void headers_that_lie_change_nothing_and_are_not_echoed(String header) {
        for (String path : new String[] {"/api/account", "/api/v1/account"}) {
            Raw answer = raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n\r\n");

            assertThat(answer.status()).as(answer.head() + answer.body()).isIn(400, 401, 406, 417);
            assertThat(answer.headers("Set-Cookie")).isEmpty();
            assertThat(answer.head() + answer.body()).doesNotContain("injected", "jndi");
            if (answer.status() == 401) {
                sound(answer, path);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Idempotency-Key: ",
                "Idempotency-Key: \"\"",
                "Idempotency-Key: \"a",
                "Idempotency-Key: a b",
                "Idempotency-Key: a;b=c",
                "Idempotency-Key: \u00e9",
                "Idempotency-Key: \"a\", \"b\"",
                "Idempotency-Key: a\r\nIdempotency-Key: b"
            })
    void a_key_that_is_none_is_named(String header) {
        for (String path : new String[] {"/api/onboarding/challenge", "/api/v1/onboarding/challenge"}) {
            Raw answer = RawHttp.send(
                    target.service().port(),
                    RawHttp.post(path, new byte[] {'{', '}'}, "Content-Type: application/json", header));

            assertThat(answer.status()).as(answer.body()).isEqualTo(side(path) == Spelling.CAMEL ? 400 : 422);
            assertThat(answer.body()).contains("Idempotency-Key");
            sound(answer, path);
        }
    }

    private static void sound(Raw answer, String path) {
        assertThat(Answers.faults(answer.status(), answer.header("Content-Type"), answer.body(), side(path)))
                .as(answer.body())
                .isEmpty();
        assertThat(answer.alive())
                .as("the connection lives or ends as announced")
                .isTrue();
    }

    private static Spelling side(String path) {
        return path.startsWith("/api/v1/") ? Spelling.SNAKE : Spelling.CAMEL;
    }

    private static Raw get(String path) {
        return raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }

    private static Raw raw(String request) {
        return RawHttp.send(target.service().port(), request);
    }
}
