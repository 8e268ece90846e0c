package dev.firstring.messaging.provider.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.firstring.messaging.Channel;
import dev.firstring.messaging.MessageSender.OutgoingMessage;
import dev.firstring.messaging.MessageSender.SendOutcome;
import dev.firstring.messaging.provider.smpp.RawSmsc.Shape;
import dev.firstring.messaging.provider.smpp.SmppLink.IdForm;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.testing.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.jsmpp.SMPPConstant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Receipts as carriers write them, on the wire. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
class SmppReceiptShapesTest {

    private static final String NUMBER = "+33612345678";
    private static final int MESSAGE_ID = 0x001e;
    private static final int STATE = 0x0427;

    private TestDatabase database;
    private CarrierRoom room;

    @BeforeAll
    void start() {
        database = TestDatabase.create();
        room = new CarrierRoom(database, IdForm.AUTO, IdForm.AUTO);
    }

    @AfterAll
    void stop() throws IOException {
        room.close();
        database.close();
    }

    @BeforeEach
    void clear() {
        room.clear();
    }

    static Stream<Shape> places() {
        String text = RawSmsc.text("7fa", "DELIVRD");
        Shape plain = Shape.of(text);
        byte[] header = new byte[] {5, 0, 3, 1, 1, 1};
        return Stream.of(
                plain,
                plain.inPayload(),
                plain.written(3, text.getBytes(StandardCharsets.ISO_8859_1)),
                plain.written(8, text.getBytes(StandardCharsets.UTF_16BE)),
                plain.written(8, text.getBytes(StandardCharsets.UTF_16LE)).inPayload(),
                plain.written(0, text.getBytes(StandardCharsets.UTF_16BE)).inPayload(),
                plain.written(8, text.getBytes(StandardCharsets.ISO_8859_1)),
                plain.written(0, packed(text)),
                plain.written(0xf0, packed(text)),
                plain.type(0x44).written(0, joined(header, text.getBytes(StandardCharsets.ISO_8859_1))),
                plain.type(0x20),
                plain.type(0x08),
                plain.type(0x84),
                Shape.of("").with(MESSAGE_ID, ascii("7fa\0")).with(STATE, new byte[] {2}),
                Shape.of("").with(MESSAGE_ID, ascii("7FA")).with(STATE, new byte[] {0, 0, 0, 2}),
                Shape.of("").with(MESSAGE_ID, ascii("7fa  \0\0")).with(STATE, ascii("2")),
                Shape.of("").type(0).with(MESSAGE_ID, ascii("7fa\0")).with(STATE, new byte[] {2}),
                Shape.of("stat:DELIVRD").with(MESSAGE_ID, ascii("2042")),
                Shape.of("id:7fa").with(STATE, new byte[] {2}),
                plain.with(0x0423, new byte[] {3, 0, 0}).with(0x1400, new byte[40]),
                plain.with(MESSAGE_ID, ascii("a name of another kind\0")));
    }

    @ParameterizedTest
    @MethodSource("places")
    void a_receipt_is_read_wherever_and_however_it_is_written(Shape shape) {
        for (int command : new int[] {RawSmsc.DELIVER_SM, RawSmsc.DATA_SM}) {
            room.clear();
            UUID message = room.sent(NUMBER, "7fa");

            int status = room.smsc.exchange(command, command == RawSmsc.DATA_SM ? shape.dataBody() : shape.body());

            assertThat(status).isZero();
            assertThat(room.state(message)).isEqualTo("delivered");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id:7fa sub:001 dlvrd:001 submit date:26010100001234 done date:260101000012 stat:DELIVRD err:000 Text:",
                "id: 7fa sub: 1 dlvrd: 1 submit date: 2601010000 done date: 2601010000 stat: DELIVRD err: 0 text: hi",
                "id : 7fa stat : delivrd",
                "ID:7FA STAT:DELIVERED ERR:000",
                "stat:DELIVRD err:E0A id:7fa",
                "msgid=7fa;status=Delivered;error=0",
                "message id: 7fa, status: delivered",
                "Message_ID:\"7fa\" Message_State:\"DELIVERED\"",
                "id:7fa,sub:001,dlvrd:001,stat:DELIVRD,err:000",
                "id:7fa\r\nsub:001\r\nstat:DELIVRD\r\n",
                "id:7fa sub:001 dlvrd:001 submit date:20260101000000 done date:2026-01-01 00:00:00 stat:DELIVERD err:NONE",
                "id:7fasub:001dlvrd:001submit date:2601010000done date:2601010000stat:DELIVRDerr:000text:",
                "id:7fa sub:001 dlvrd:001 err:000 text:id:9 stat:UNDELIV",
                "text:Your id: 9 stat: UNDELIV id:7fa stat:DELIVRD",
                "id:7fa stat:DELIVERED_TO_HANDSET",
                "id:7fa stat:Delivered to handset err:0"
            })
    void a_receipt_is_read_in_the_spellings_of_vendors(String text) {
        UUID message = room.sent(NUMBER, "7fa");

        assertThat(room.smsc.exchange(RawSmsc.DELIVER_SM, Shape.of(text).body()))
                .isZero();

        assertThat(room.state(message)).isEqualTo("delivered");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UNDELIV",
                "UNDELIVERABLE",
                "undelivered",
                "EXPIRED",
                "Expired",
                "DELETED",
                "REJECTD",
                "REJECTED",
                "Rejected",
                "FAILED",
                "NOT DELIVERED",
                "NON_DELIVERED",
                "Delivery failed",
                "CANCELLED",
                "SKIPPED",
                "UNDELIVRD"
            })
    void states_that_end_in_failure_are_known_in_each_spelling(String state) {
        UUID message = room.sent(NUMBER, "7fa");

        assertThat(room.smsc.receipt("7fa", "33612345678", state + " ")).isZero();

        assertThat(room.state(message)).isEqualTo("failed");
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5, 8, 9})
    void numbers_that_end_in_failure_are_known_with_the_networks_error(int state) {
        UUID message = room.sent(NUMBER, "7fa");

        assertThat(room.smsc.exchange(
                        RawSmsc.DELIVER_SM,
                        Shape.of("")
                                .with(MESSAGE_ID, ascii("7fa\0"))
                                .with(STATE, new byte[] {(byte) state})
                                .with(0x0423, new byte[] {3, 0, 27})
                                .body()))
                .isZero();

        assertThat(room.state(message)).isEqualTo("failed");
        assertThat(room.jdbc.queryForObject("SELECT failure FROM message WHERE id = ?", String.class, message))
                .endsWith("network 3 error 27");
    }

    @Test
    void states_on_the_way_are_acknowledged_and_end_nothing() {
        UUID message = room.sent(NUMBER, "7fa");
        double before = room.passed("open");
        List<String> open = List.of(
                "ENROUTE", "ACCEPTD", "accepted", "UNKNOWN", "BUFFERED", "SCHEDULED", "En Route", "Delivered to SMSC");

        open.forEach(state -> assertThat(room.smsc.receipt("7fa", "33612345678", state))
                .as(state)
                .isZero());
        assertThat(room.smsc.exchange(
                        RawSmsc.DELIVER_SM,
                        Shape.of(RawSmsc.text("7fa", "UNDELIV")).type(0x20).body()))
                .as("told on the way, of a try that is not the last")
                .isZero();

        assertThat(room.state(message)).isEqualTo("sent");
        assertThat(room.passed("open")).isEqualTo(before + open.size() + 1);
    }

    @Test
    void what_is_not_understood_is_refused_counted_and_logged_without_digits(CapturedOutput output) throws IOException {
        try (CarrierRoom fresh = new CarrierRoom(database, IdForm.AUTO, IdForm.AUTO)) {
            UUID message = fresh.sent(NUMBER, "7fa");
            List<byte[]> bodies = List.of(
                    Shape.of("id:7fa stat:WHATEVER code 123456").body(),
                    Shape.of("code 123456 for +33612345678").body(),
                    Shape.of("id:7fa done").body(),
                    new byte[] {0, 1, 1, '3', '3'});

            for (byte[] body : bodies) {
                assertThat(fresh.smsc.exchange(RawSmsc.DELIVER_SM, body)).isEqualTo(SMPPConstant.STAT_ESME_RX_P_APPN);
                assertThat(fresh.smsc.exchange(RawSmsc.DELIVER_SM, body)).isEqualTo(SMPPConstant.STAT_ESME_RX_P_APPN);
            }

            assertThat(List.of("unknown_state", "no_id", "no_state", "malformed"))
                    .allSatisfy(reason -> assertThat(fresh.passed(reason)).isEqualTo(2));
            assertThat(fresh.state(message)).isEqualTo("sent");
            assertThat(output.getAll().lines().filter(line -> line.contains("cannot be read")))
                    .hasSize(4)
                    .noneMatch(line -> line.contains("123456") || line.contains("33612345678"));
            assertThat(fresh.smsc.enquire()).as("the bind is kept").isZero();
        }
    }

    @Test
    void what_somebody_writes_is_no_receipt_whatever_it_says() {
        UUID message = room.sent(NUMBER, "7fa");
        double before = room.passed("no_receipt");

        assertThat(room.smsc.exchange(
                        RawSmsc.DELIVER_SM,
                        Shape.of(RawSmsc.text("7fa", "UNDELIV")).type(0).body()))
                .isZero();

        assertThat(room.state(message)).isEqualTo("sent");
        assertThat(room.passed("no_receipt")).isEqualTo(before + 1);
    }

    @Test
    void receipts_that_are_too_many_at_once_wait_and_answers_do_not_wait_behind_them() throws Exception {
        int many = 2_000;
        List<Integer> sent = new ArrayList<>();
        try (var connection = database.service().getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE early_receipt IN SHARE MODE");
            for (int i = 0; i < many; i++) {
                sent.add(room.smsc.send(
                        RawSmsc.DELIVER_SM,
                        Shape.of(RawSmsc.text("many-" + i, "DELIVRD")).body()));
            }

            assertThat(room.smsc.enquire()).isZero();
            assertThat(room.sender.send(new OutgoingMessage(
                            UUID.randomUUID(),
                            new PhoneNumber(NUMBER),
                            Channel.SMS,
                            Locale.ENGLISH,
                            "Beside receipts.")))
                    .isInstanceOf(SendOutcome.Accepted.class);
            assertThat(sent).noneMatch(room.smsc.statuses::containsKey);
            connection.rollback();
        }

        await().until(() -> room.smsc.statuses.keySet().containsAll(sent));
        assertThat(sent).allMatch(number -> room.smsc.statuses.get(number) == 0);
        assertThat(room.jdbc.queryForObject("SELECT count(*) FROM early_receipt", Integer.class))
                .isEqualTo(many);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** Eight septets in seven octets; letters and digits are the same in GSM and ASCII. */
    private static byte[] packed(String text) {
        byte[] octets = new byte[(text.length() * 7 + 7) / 8];
        for (int i = 0; i < text.length() * 7; i++) {
            if ((text.charAt(i / 7) >> (i % 7) & 1) != 0) {
                octets[i / 8] |= (byte) (1 << (i % 8));
            }
        }
        return octets;
    }
}
