package dev.firstring.messaging.provider.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.messaging.provider.smpp.SmppLink.IdForm;
import dev.firstring.testing.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names of messages as carriers write them, on the wire: a receipt finds its message and no other. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SmppNamesTest {

    private static final String ANN = "+33639980111";
    private static final String BOB = "+33639980222";

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

    @ParameterizedTest(name = "{0} in the answer is {1} in the receipt")
    @CsvSource({
        "39f99dd5, 0972660181",
        "39F99DD5, 972660181",
        "0972660181, 39f99dd5",
        "972660181, 0000000039F99DD5",
        "39f99dd5, 39F99DD5",
        "0039f99dd5, 39f99dd5",
        "972660181, 0972660181",
        "'A1B2-c3d4', 'a1b2-C3D4'",
        "10, 16",
        "16, 10",
        "ffffffffffffffff, 18446744073709551615",
        "'1a2b ', 6699"
    })
    void a_receipt_finds_its_message_by_every_way_to_write_the_name(String answered, String receipted) {
        UUID message = room.sent(ANN, answered);

        assertThat(room.smsc.receipt(receipted, ANN.substring(1), "DELIVRD")).isZero();

        assertThat(room.state(message)).isEqualTo("delivered");
    }

    @Test
    void a_receipt_that_comes_before_the_answer_is_written_waits_for_its_message() {
        assertThat(room.smsc.receipt("0972660181", ANN.substring(1), "DELIVRD")).isZero();

        UUID message = room.sent(ANN, "39f99dd5");

        assertThat(room.state(message)).isEqualTo("delivered");
        assertThat(room.passed("waiting")).isPositive();
    }

    @Test
    void a_name_that_reads_two_ways_never_reaches_the_message_of_another_number() {
        UUID anns = room.sent(ANN, "10");
        UUID bobs = room.sent(BOB, "a");

        assertThat(room.smsc.receipt("10", BOB.substring(1), "UNDELIV")).isZero();

        assertThat(room.state(bobs)).isEqualTo("failed");
        assertThat(room.state(anns)).isEqualTo("sent");
    }

    @Test
    void a_receipt_about_a_number_that_got_no_such_message_changes_nothing() {
        UUID anns = room.sent(ANN, "10");

        assertThat(room.smsc.receipt("10", BOB.substring(1), "UNDELIV")).isZero();
        assertThat(room.smsc.receipt("16", BOB.substring(1), "UNDELIV")).isZero();
        assertThat(room.smsc.receipt("16", "", "UNDELIV")).isZero();

        assertThat(room.state(anns)).isEqualTo("sent");
    }

    @Test
    void a_name_that_is_no_decimal_number_is_enough_whatever_number_the_carrier_writes() {
        UUID anns = room.sent(ANN, "39f99dd5");
        UUID bobs = room.sent(BOB, "00123456789012345");

        assertThat(room.smsc.receipt("972660181", "33700000000", "UNDELIV")).isZero();
        assertThat(room.state(anns))
                .as("in decimal it may be of another message")
                .isEqualTo("sent");
        assertThat(room.smsc.receipt("39F99DD5", "33700000000", "DELIVRD")).isZero();
        assertThat(room.smsc.receipt("123456789012345", "33700000000", "DELIVRD"))
                .isZero();

        assertThat(room.state(anns)).isEqualTo("delivered");
        assertThat(room.state(bobs)).isEqualTo("delivered");
    }

    @Test
    void of_two_messages_to_one_number_that_a_name_may_mean_none_is_settled_and_it_is_counted() {
        UUID first = room.sent(ANN, "10");
        UUID second = room.sent(ANN, "16");
        double before = room.passed("ambiguous");

        assertThat(room.smsc.receipt("10", ANN.substring(1), "UNDELIV")).isZero();

        assertThat(List.of(room.state(first), room.state(second))).containsOnly("sent");
        assertThat(room.passed("ambiguous")).isEqualTo(before + 1);
    }

    @Test
    void settings_decide_where_a_name_reads_two_ways() throws IOException {
        try (CarrierRoom set = new CarrierRoom(database, IdForm.HEX, IdForm.DECIMAL)) {
            UUID ten = set.sent(ANN, "0A");
            UUID sixteen = set.sent(ANN, "10");

            assertThat(set.smsc.receipt("0000000010", ANN.substring(1), "DELIVRD"))
                    .isZero();
            assertThat(set.smsc.receipt("16", "", "UNDELIV")).isZero();

            assertThat(set.state(ten)).isEqualTo("delivered");
            assertThat(set.state(sixteen)).isEqualTo("failed");
        }
    }

    @Test
    void hex_beside_text_still_means_decimal() throws IOException {
        try (CarrierRoom set = new CarrierRoom(database, IdForm.TEXT, IdForm.HEX)) {
            UUID message = set.sent(ANN, "2591");

            assertThat(set.smsc.receipt("0A1F", "", "DELIVRD")).isZero();

            assertThat(set.state(message)).isEqualTo("delivered");
        }
    }

    @Test
    void the_number_may_be_written_without_its_country_or_in_the_place_of_the_sender() {
        UUID national = room.sent(ANN, "39f99dd5");
        UUID swapped = room.sent(BOB, "39f99dd6");

        assertThat(room.smsc.receipt("972660181", "0639980111", "DELIVRD")).isZero();
        assertThat(room.smsc.exchange(
                        RawSmsc.DELIVER_SM,
                        RawSmsc.Shape.of(RawSmsc.text("972660182", "DELIVRD"))
                                .from("Acme")
                                .to(BOB.substring(1))
                                .body()))
                .isZero();

        assertThat(room.state(national)).isEqualTo("delivered");
        assertThat(room.state(swapped)).isEqualTo("delivered");
    }

    @Test
    void a_receipt_that_names_no_number_reaches_only_what_cannot_be_mistaken() {
        UUID message = room.sent(ANN, "39f99dd5");
        UUID same = room.sent(BOB, "Msg-77");

        assertThat(room.smsc.receipt("0972660181", "", "DELIVRD")).isZero();
        assertThat(room.smsc.receipt("msg-77", "", "DELIVRD")).isZero();

        assertThat(room.state(message)).isEqualTo("delivered");
        assertThat(room.state(same)).isEqualTo("delivered");
    }

    @Test
    void a_name_that_is_given_again_days_later_belongs_to_the_new_message() {
        UUID old = room.sent(ANN, "77");
        room.clock.advance(java.time.Duration.ofDays(4));
        UUID fresh = room.sent(ANN, "4d");

        assertThat(room.smsc.receipt("77", ANN.substring(1), "UNDELIV")).isZero();

        assertThat(room.state(old)).isEqualTo("sent");
        assertThat(room.state(fresh)).isEqualTo("failed");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "without an end, 77777",
        "of seventy characters, 0123456789012345678901234567890123456789012345678901234567890123456789|",
        "of a thousand characters, *1000",
        "empty, |",
        "not there, ''",
        "with parameters that are cut off, 'abc|\u0004\u0027'"
    })
    void a_message_that_was_taken_counts_as_sent_once_whatever_its_name_is(String kind, String body) {
        String written = body.startsWith("*") ? "7".repeat(1000) : body.replace('|', '\0');
        room.smsc.answer = written.getBytes(StandardCharsets.ISO_8859_1);
        int before = room.smsc.submitted.size();
        int binds = room.smsc.binds.get();

        UUID message = room.sent(ANN);

        assertThat(room.state(message)).as(kind).isEqualTo("sent");
        assertThat(room.smsc.submitted).hasSize(before + 1);
        assertThat(room.smsc.enquire()).isZero();
        assertThat(room.smsc.binds.get()).as("the bind is kept").isEqualTo(binds);
        String id = written.replaceAll("\0.*", "");
        if (!id.isEmpty()) {
            RawSmsc.Shape receipt =
                    RawSmsc.Shape.of(RawSmsc.text(id, "DELIVRD")).from(ANN.substring(1));
            assertThat(room.smsc.exchange(
                            RawSmsc.DELIVER_SM, receipt.inPayload().body()))
                    .isZero();
            assertThat(room.state(message)).isEqualTo("delivered");
        }
    }
}
