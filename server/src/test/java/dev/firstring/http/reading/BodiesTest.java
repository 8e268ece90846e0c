package dev.firstring.http.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.http.WireServer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Bodies of requests as bytes: their encoding, their size, and whether they are one sound object. */
class BodiesTest extends ReadingFixture {

    static Stream<String> malformed() {
        return Stream.of(
                "",
                "   ",
                "null",
                "[]",
                "[{" + GOOD + "}]",
                "5",
                "\"text\"",
                "true",
                "{" + GOOD,
                "{" + GOOD + "} x",
                "{" + GOOD + "}{}",
                "{" + GOOD + ",}",
                "{'displayName':'Ada'}",
                "{displayName:\"Ada\"}",
                "{" + GOOD + ",\"shortCode\":\"abd\"}",
                "{" + GOOD + ",\"unknown\":{\"a\":1,\"a\":2}}",
                "{" + GOOD + ",\"unknown\":\"\\ud800\"}",
                "{" + GOOD + ",\"unknown\":\"\\udc00\"}",
                "{" + GOOD + ",\"unknown\":\"\\ud83dx\"}",
                "{" + GOOD + ",\"unknown\":\"\u0000\"}",
                "{" + GOOD + ",\"unknown\":\"a\nb\"}",
                "{" + GOOD + ",\"unknown\":NaN}",
                "{" + GOOD + ",\"unknown\":01}",
                "\uFEFF\uFEFF{" + GOOD + "}",
                "\uFEFF",
                "{\uFEFF" + GOOD + "}",
                "{/* no */" + GOOD + "}",
                nested(17),
                "{" + GOOD + ",\"unknown\":" + "1".repeat(33) + "}",
                "{" + GOOD + ",\"unknown\":\"" + "x".repeat(8_193) + "\"}",
                "{" + GOOD + ",\"" + "n".repeat(129) + "\":1}",
                "{" + GOOD + ",\"unknown\":[" + "1,".repeat(2_000) + "1]}");
    }

    static Stream<String> sound() {
        return Stream.of(
                " \r\n\t{" + GOOD + "} \n",
                "\uFEFF{" + GOOD + "}",
                "\uFEFF \n{" + GOOD + "}",
                "{" + GOOD + ",\"deliveryChannel\":\"SMS\"}",
                "{" + GOOD + ",\"deliveryChannel\":\" Voice \"}",
                "{" + GOOD + ",\"deliveryChannel\":\"\"}",
                "{" + GOOD + ",\"deliveryChannel\":\" \"}",
                "{" + GOOD + ",\"deliveryChannel\":null}",
                "{" + GOOD + ",\"devicePlatform\":\"ios\"}",
                "{" + GOOD + ",\"devicePlatform\":\"Android\"}",
                "{" + GOOD + ",\"unknown\":{\"a\":1,\"b\":{\"a\":2}}}",
                "{" + GOOD + ",\"unknown\":\"\\ud83d\\ude00 \\\\ud800 \\\" é 😀\"}",
                nested(16),
                "{" + GOOD + ",\"unknown\":" + "1".repeat(32) + "}",
                "{" + GOOD + ",\"unknown\":\"" + "x".repeat(8_192) + "\"}",
                "{" + GOOD + ",\"" + "n".repeat(128) + "\":1}",
                "{" + GOOD + ",\"itemCount\":null}");
    }

    private static String nested(int depth) {
        return "{" + GOOD + ",\"unknown\":" + "[".repeat(depth - 1) + "]".repeat(depth - 1) + "}";
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void what_is_not_one_sound_object_is_malformed(String body) {
        HttpResponse<String> response = server.post("/api/echo/order", body);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(WireServer.json(response).get("code").stringValue()).isEqualTo("MALFORMED_REQUEST");
    }

    @ParameterizedTest
    @MethodSource("sound")
    void what_is_one_sound_object_is_read(String body) {
        HttpResponse<String> response = server.post("/api/echo/order", body);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }

    static Stream<Arguments> bytes() {
        return Stream.of(
                Arguments.of("overlong slash", new byte[] {(byte) 0xC0, (byte) 0xAF}),
                Arguments.of("a lone continuation", new byte[] {(byte) 0x80}),
                Arguments.of("a sequence that is cut", new byte[] {(byte) 0xE2, (byte) 0x82}),
                Arguments.of("an encoded surrogate", new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80}),
                Arguments.of("beyond Unicode", new byte[] {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80}),
                Arguments.of("Latin-1", new byte[] {(byte) 0xE9}));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bytes")
    void bytes_that_are_not_utf_8_are_malformed(String name, byte[] bytes) {
        String body = "{" + GOOD + ",\"unknown\":\"" + new String(bytes, StandardCharsets.ISO_8859_1) + "\"}";

        assertThat(send(body.getBytes(StandardCharsets.ISO_8859_1)).body()).contains("MALFORMED_REQUEST");
    }

    @Test
    void utf_16_is_malformed_with_and_without_a_mark() {
        assertThat(send(("{" + GOOD + "}").getBytes(StandardCharsets.UTF_16)).body())
                .contains("MALFORMED_REQUEST");
        assertThat(send(("{" + GOOD + "}").getBytes(StandardCharsets.UTF_16LE)).body())
                .contains("MALFORMED_REQUEST");
    }

    private static HttpResponse<String> send(byte[] body) {
        return server.send(HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + "/api/echo/order"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build());
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, 200",
        "application/json;charset=utf-8, 200",
        "application/json; charset=UTF-8, 200",
        "APPLICATION/JSON, 200",
        "application/json;, 200",
        "'application/json ; charset=\"utf-8\"', 200",
        "application/json;charset=utf8, 200",
        "application/json;charset=UTF-8;profile=x, 200",
        "application/json;charset=iso-8859-1, 415",
        "application/json;charset=utf-16, 415",
        "application/json;charset=nonsense, 415",
        "application/problem+json, 415",
        "application/vnd.api+json, 415",
        "text/json, 415",
        "text/plain, 415",
        "application/x-www-form-urlencoded, 415",
        "application/xml, 415",
        "application/yaml, 415",
        "nonsense, 415",
        ", 415"
    })
    void only_json_in_utf_8_is_read(String type, int status) {
        String[] headers = type == null ? new String[0] : new String[] {"Content-Type", type};
        HttpResponse<String> response = server.send("POST", "/api/echo/order", "{" + GOOD + "}", headers);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        if (status == 415) {
            assertThat(WireServer.json(response).get("code").stringValue()).isEqualTo("UNSUPPORTED_MEDIA_TYPE");
        }
    }

    @Test
    void a_body_that_says_it_is_not_encoded_is_read() {
        assertThat(server.post("/api/echo/order", "{" + GOOD + "}", "Content-Encoding", "Identity")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_compressed_body_is_not_read() {
        assertThat(server.post("/api/echo/order", "{" + GOOD + "}", "Content-Encoding", "gzip")
                        .statusCode())
                .isEqualTo(415);
    }

    @Test
    void a_body_may_be_absent_where_the_controller_says_so() {
        assertThat(server.send("POST", "/api/echo/optional", null).body()).contains("\"data\":{}");
        assertThat(server.post("/api/echo/optional", "{}").body()).contains("\"given\":true");
        assertThat(server.post("/api/echo/optional", "[]").statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({"16383,200", "16384,200", "16385,413"})
    void a_body_of_16_KiB_passes_and_one_byte_more_does_not(int size, int status) {
        byte[] body = padded(size);
        URI uri = URI.create("http://localhost:" + server.port() + "/api/echo/order");
        HttpRequest announced = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        HttpRequest chunked = HttpRequest.newBuilder(uri)
                .version(java.net.http.HttpClient.Version.HTTP_1_1)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(body)))
                .build();

        assertThat(server.send(announced).statusCode()).isEqualTo(status);
        assertThat(server.send(chunked).statusCode()).isEqualTo(status);
    }

    @Test
    void a_body_announced_as_too_large_is_refused_before_a_byte_of_it_is_sent() {
        String answer = server.raw("POST /api/v1/echo/order HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Expect: 100-continue\r\nContent-Length: 16385\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 413").contains("\"error\":\"payload_too_large\"");
    }

    @Test
    void an_endless_chunked_body_is_refused_when_it_is_one_byte_too_long() {
        String chunk = "1000\r\n" + " ".repeat(4_096) + "\r\n";
        String answer = server.raw("POST /api/echo/order HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(4) + "1\r\n \r\n");

        assertThat(answer).startsWith("HTTP/1.1 413").contains("\"code\":\"PAYLOAD_TOO_LARGE\"");
    }

    @Test
    void a_broken_chunk_is_malformed() {
        String answer = server.raw("POST /api/echo/order HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\n\r\nzz\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400").contains("\"code\":\"MALFORMED_REQUEST\"");
    }

    private static byte[] padded(int size) {
        String filler = ",\"u%d\":\"" + "x".repeat(7_000) + "\"";
        String head = "{" + GOOD + filler.formatted(1) + filler.formatted(2) + ",\"v\":\"";
        return (head + "y".repeat(size - head.length() - 2) + "\"}").getBytes(StandardCharsets.UTF_8);
    }
}
