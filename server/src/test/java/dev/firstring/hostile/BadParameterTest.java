package dev.firstring.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.hostile.RawHttp.Raw;
import dev.firstring.hostile.TargetService.Login;
import dev.firstring.hostile.TargetService.Target;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Every parameter of every operation, in its path, query or header, with values that no honest client sends. */
@ExtendWith(TargetService.class)
@Tag("slow")
class BadParameterTest {

    private static final List<String> METHODS = List.of("get", "post", "patch", "delete");

    private static final List<String> VALUES = Stream.of(
                    "",
                    "-1",
                    "0",
                    "2147483648",
                    "-2147483649",
                    "9223372036854775808",
                    "99999999999999999999",
                    "1e400",
                    "NaN",
                    "true",
                    "null",
                    "+300000-01-01T00:00:00Z",
                    "-999999999-01-01T00:00:00Z",
                    "+1000000000-12-31T23:59:59.999999999Z",
                    "-0001-01-01T00:00:00Z",
                    "0000-01-01T00:00:00Z",
                    "9999-12-31T23:59:59.999999999Z",
                    "2026-03-01T12:00:00+18:00",
                    "9223372036854775807",
                    "00000000-0000-0000-0000-000000000000",
                    "ffffffff-ffff-ffff-ffff-ffffffffffff",
                    "1-1-1-1-1",
                    "..",
                    "\u0000",
                    "a\u0000b",
                    "\u202e",
                    "\uffff",
                    "\ud83d\ude00",
                    "%",
                    "' OR 1=1 --",
                    "{0}",
                    "${a}",
                    "/a".repeat(3000),
                    "a/".repeat(3000),
                    "[".repeat(4000),
                    "{\"a\":".repeat(700),
                    "9".repeat(6000),
                    "e\u0301".repeat(1000),
                    "aB-_.~1".repeat(900))
            .toList();

    /** Percent-encoded bytes that are no text. */
    private static final List<String> BROKEN =
            List.of("%ed%a0%80", "%ff", "%c0%80", "%f4%90%80%80", "%", "%zz", "%0d%0a");

    private static Target target;
    private static Login login;
    private static JsonNode document;

    @BeforeAll
    static void signUp(Target given) {
        target = given;
        login = given.signUp();
        document = given.service().get("/openapi").json();
    }

    @Test
    void no_value_of_any_parameter_is_a_fault() {
        List<String> wrong = new ArrayList<>();
        Set<String> shared = new HashSet<>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(operation -> METHODS.contains(operation.getKey()))
                        .filter(operation -> !(operation.getKey().equals("delete")
                                && path.getKey().endsWith("/account")))
                        .forEach(operation -> {
                            String method = operation.getKey().toUpperCase(Locale.ROOT);
                            for (JsonNode parameter : operation.getValue().path("parameters")) {
                                if (!parameter.has("$ref") || shared.add(method + parameter + side(path.getKey()))) {
                                    walk(method, path.getKey(), Schemas.resolve(document, parameter), wrong);
                                }
                            }
                        }));
        assertThat(wrong).isEmpty();
    }

    /** Headers that all operations share are read before the operation is known: once for each method and side says it all. */
    private static String side(String path) {
        return path.replaceFirst("^(/api/v1/|/api/|/).*", "$1");
    }

    private static void walk(String method, String path, JsonNode parameter, List<String> wrong) {
        String name = parameter.path("name").asString("");
        for (String value : VALUES) {
            String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
            switch (parameter.path("in").asString("")) {
                case "path" -> ask(method, path.replace("{" + name + "}", encoded), "", wrong);
                case "query" -> ask(method, path + "?" + name + "=" + encoded, "", wrong);
                default -> ask(method, path, name + ": " + header(value) + "\r\n", wrong);
            }
        }
        if (!parameter.path("in").asString("").equals("header")) {
            for (String broken : BROKEN) {
                ask(
                        method,
                        parameter.path("in").asString("").equals("path")
                                ? path.replace("{" + name + "}", broken)
                                : path + "?" + name + "=" + broken,
                        "",
                        wrong);
            }
            ask(method, path + "?" + (name + "=1&").repeat(1200), "", wrong);
        }
    }

    private static String header(String value) {
        return new String(value.replaceAll("[\r\n]", "").getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static void ask(String method, String path, String header, List<String> wrong) {
        Raw answer = answer(method, path, header);
        if (answer.status() == 401 && !target.knows(login)) {
            login = target.signUp();
            answer = answer(method, path, header);
        }
        if (answer.status() < 200 || answer.status() >= 500 || answer.body().contains("Exception")) {
            String line = "%s %s %s%n    %d %s"
                    .formatted(method, shortened(path), shortened(header), answer.status(), shortened(answer.body()));
            wrong.add(line);
        }
    }

    private static Raw answer(String method, String path, String header) {
        String filled = path.replaceAll("\\{[A-Za-z_]+}", login.credentialId());
        String body = method.equals("GET") ? "" : "{}";
        return RawHttp.once(
                target.service().port(),
                (method + " " + filled + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + login.authorization()
                                + "\r\nX-Forwarded-For: " + target.freshAddress() + "\r\n" + header
                                + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n"
                                + body)
                        .getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String shortened(String text) {
        return text.length() > 160 ? text.substring(0, 160) + "…" : text;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a", "a/", "a", "//", "/%2F", "/.."})
    void the_way_back_from_the_choice_of_a_language_is_short_and_our_own(String part) {
        for (int times : new int[] {1, 100, 4000}) {
            Raw answer = RawHttp.once(
                    target.service().port(),
                    ("GET /language?to=fr&back=" + part.repeat(times) + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));

            assertThat(answer.status()).isIn(303, 400);
            assertThat(answer.header("Location")).doesNotContain("//");
            assertThat(answer.header("Location").length()).isLessThanOrEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"+300000-01-01T00:00:00Z", "-999999999-01-01T00:00:00Z", "+10000-01-01T00:00:00Z", "soon"})
    void a_time_that_no_database_has_is_refused_by_its_name(String time) {
        var reply = target.service()
                .get(
                        "/api/admin/sip/credentials/" + login.credentialId() + "/timeline?before="
                                + URLEncoder.encode(time, StandardCharsets.UTF_8),
                        "Authorization",
                        login.authorization());

        assertThat(reply.status()).isEqualTo(400);
        assertThat(Answers.pointers(reply)).containsExactly("/before");
    }
}
