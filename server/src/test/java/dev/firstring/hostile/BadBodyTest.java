package dev.firstring.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.hostile.RawHttp.Raw;
import dev.firstring.hostile.TargetService.Target;
import dev.firstring.http.Spelling;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are no sound JSON object, or too long, or of another kind, to both sides. */
@Tag("slow")
@ExtendWith(TargetService.class)
class BadBodyTest {

    private static final String JSON = "Content-Type: application/json";
    private static final int MOST = 16_384;

    private static Target target;

    @BeforeAll
    static void start(Target given) {
        target = given;
    }

    static Stream<byte[]> malformed() {
        return Stream.concat(
                Stream.of(
                                "",
                                " ",
                                "{",
                                "}",
                                "{\"phoneNumber\":",
                                "{\"phoneNumber\":\"+336",
                                "{\"phoneNumber\":\"\\u12\"}",
                                "{\"phoneNumber\":\"\\x41\"}",
                                "{phoneNumber:\"+33612345678\"}",
                                "{'phoneNumber':'+33612345678'}",
                                "{\"phoneNumber\":\"+33612345678\",}",
                                "{\"phoneNumber\":NaN}",
                                "{\"phoneNumber\":+1}",
                                "{\"phoneNumber\":01}",
                                "/* a */{}",
                                "{}//",
                                "null",
                                "true",
                                "1",
                                "[]",
                                "[{}]",
                                "\"x\"",
                                "{} x",
                                "{}{}",
                                "{\"phoneNumber\":\"1\"}\0",
                                "{\"phoneNumber\":\"1\",\"phoneNumber\":\"2\",\"phone_number\":\"1\",\"phone_number\":\"2\"}",
                                nested(17),
                                nested(5000),
                                "{\"a\":" + "[".repeat(8000),
                                "phoneNumber=%2B33612345678",
                                "<phoneNumber>1</phoneNumber>",
                                "{\"" + "n".repeat(200) + "\":1}",
                                "{\"a\":[" + "1,".repeat(3000) + "1]}")
                        .map(text -> text.getBytes(StandardCharsets.UTF_8)),
                Stream.of(
                        bytes("{\"a\":\"", 0xFF, 0xFE, "\"}"),
                        bytes("{\"a\":\"", 0xC0, 0x80, "\"}"),
                        bytes("{\"a\":\"", 0xED, 0xA0, 0x80, "\"}"),
                        bytes("{\"a\":\"", 0xF4, 0x90, 0x80, 0x80, "\"}"),
                        bytes("{\"a\":\"", 0xE2, 0x82),
                        bytes(0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF, "{}"),
                        "{\"phoneNumber\":\"+33612345678\"}".getBytes(StandardCharsets.UTF_16),
                        "{\"phoneNumber\":\"+33612345678\"}".getBytes(StandardCharsets.UTF_16LE),
                        "{\"phoneNumber\":\"+33612345678\"}".getBytes(Charset.forName("UTF-32BE"))));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void what_is_no_sound_object_is_malformed(byte[] body) {
        for (Spelling side : Spelling.values()) {
            refused(send(side, body, JSON), side, 400, "MALFORMED_REQUEST", true);
        }
    }

    @ParameterizedTest
    @EnumSource(Spelling.class)
    void sixteen_levels_and_unknown_fields_are_fine(Spelling side) {
        Raw answer = send(side, nested(16).getBytes(StandardCharsets.UTF_8), JSON);

        assertThat(answer.body()).containsIgnoringCase("VALIDATION_FAILED");
    }

    @ParameterizedTest
    @EnumSource(Spelling.class)
    void a_body_of_16_kibibytes_is_read_and_one_of_a_byte_more_is_not(Spelling side) {
        assertThat(send(side, padded(MOST), JSON).status()).isEqualTo(200);
        refused(send(side, padded(MOST + 1), JSON), side, 413, "PAYLOAD_TOO_LARGE", true);
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, MOST, 20_000})
    void neither_is_one_that_comes_in_chunks(int chunk) {
        for (Spelling side : Spelling.values()) {
            assertThat(chunked(side, padded(MOST), chunk).status()).isEqualTo(200);
            refused(chunked(side, padded(MOST + 1), chunk), side, 413, "PAYLOAD_TOO_LARGE", false);
        }
    }

    @Test
    void a_body_without_end_is_refused_and_the_connection_closed() {
        Raw answer = chunked(Spelling.CAMEL, new byte[4_000_000], 16_000);

        // The answer may be lost when the service closes on a client that is still writing; a hang would not be.
        assertThat(answer.status()).isIn(0, 413);
    }

    @Test
    void broken_chunks_are_malformed() {
        String head = "POST %s HTTP/1.1\r\nHost: localhost\r\n" + JSON + "\r\nTransfer-Encoding: chunked\r\n\r\n";
        for (Spelling side : Spelling.values()) {
            for (String chunks :
                    new String[] {"zz\r\n{}\r\n0\r\n\r\n", "-1\r\n{}\r\n", "ffffffffffffffff\r\n{}", "2\r\n{}xx\r\n"}) {
                Raw answer = RawHttp.send(target.service().port(), head.formatted(path(side)) + chunks);
                refused(answer, side, 400, "MALFORMED_REQUEST", false);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-None: 1",
                "Content-Type: text/plain",
                "Content-Type: application/x-www-form-urlencoded",
                "Content-Type: multipart/form-data; boundary=x",
                "Content-Type: application/xml",
                "Content-Type: application/json; charset=utf-16",
                "Content-Type: application/json; charset=nothing",
                "Content-Type: application/*",
                "Content-Type: json",
                "Content-Type: ;;;",
                "Content-Type: application/json\r\nContent-Encoding: gzip",
                "Content-Type: application/json\r\nContent-Encoding: br, gzip"
            })
    void other_kinds_of_content_are_not_taken(String headers) throws IOException {
        byte[] body = headers.contains("gzip") ? zipped("{}") : "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
        for (Spelling side : Spelling.values()) {
            refused(send(side, body, headers), side, 415, "UNSUPPORTED_MEDIA_TYPE", true);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: application/json;charset=UTF-8",
                "Content-Type: APPLICATION/JSON",
                "Content-Type: application/json; charset=\"utf-8\"; v=1",
                "Content-Type: application/json\r\nContent-Encoding: identity"
            })
    void json_by_other_ways_to_write_it_is_taken(String headers) {
        assertThat(send(Spelling.SNAKE, padded(200), headers).status()).isEqualTo(200);
    }

    private static Raw send(Spelling side, byte[] body, String headers) {
        return RawHttp.send(
                target.service().port(),
                RawHttp.post(path(side), body, headers, "X-Forwarded-For: " + target.freshAddress()));
    }

    private static Raw chunked(Spelling side, byte[] body, int size) {
        return RawHttp.send(target.service().port(), RawHttp.chunked(path(side), body, size));
    }

    private static String path(Spelling side) {
        return side == Spelling.CAMEL ? "/api/onboarding/challenge" : "/api/v1/onboarding/challenge";
    }

    private static void refused(Raw answer, Spelling side, int status, String code, boolean alive) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).containsIgnoringCase("\"" + code + "\"");
        assertThat(Answers.faults(answer.status(), answer.header("Content-Type"), answer.body(), side))
                .isEmpty();
        assertThat(answer.alive() || !alive)
                .as("the connection lives or ends as announced")
                .isTrue();
    }

    /** A good body for both sides, made that long by a field that nobody knows. */
    private static byte[] padded(int length) {
        String number = target.freshNumber();
        String head = "{\"phoneNumber\":\"%s\",\"phone_number\":\"%s\",\"a\":\"".formatted(number, number);
        String middle = "\",\"b\":\"";
        String tail = "\"}";
        int room = length - head.length() - middle.length() - tail.length();
        return (head + "x".repeat(room / 2) + middle + "x".repeat(room - room / 2) + tail)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String nested(int depth) {
        return "{\"a\":" + "[".repeat(depth - 1) + "]".repeat(depth - 1) + "}";
    }

    private static byte[] zipped(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static byte[] bytes(Object... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Object part : parts) {
            if (part instanceof Integer value) {
                all.write(value);
            } else {
                all.writeBytes(part.toString().getBytes(StandardCharsets.UTF_8));
            }
        }
        return all.toByteArray();
    }
}
