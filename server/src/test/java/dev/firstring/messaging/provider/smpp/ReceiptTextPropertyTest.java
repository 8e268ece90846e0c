package dev.firstring.messaging.provider.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.messaging.provider.smpp.ReceiptText.Reading;
import dev.firstring.messaging.provider.smpp.SmppLink.IdForm;
import dev.firstring.messaging.receipt.ReceiptState;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** Receipts of every make, and bytes that are none. */
class ReceiptTextPropertyTest {

    /** What a carrier might write, and what it means. */
    record Written(RawSmsc.Shape shape, String id, ReceiptState state) {}

    @Property(tries = 2_000)
    void a_generated_receipt_is_read_as_it_was_meant(@ForAll("receipts") Written written) {
        for (boolean data : new boolean[] {false, true}) {
            Reading reading = ReceiptText.read(pdu(data, written.shape()).orElseThrow());

            assertThat(reading).isInstanceOfSatisfying(Reading.Receipt.class, read -> {
                assertThat(read.receipt().ids()).containsExactly(written.id());
                assertThat(read.receipt().state()).isEqualTo(written.state());
            });
        }
    }

    @Property(tries = 2_000)
    void bytes_of_any_kind_are_a_receipt_only_if_the_network_marked_them_and_say_which_message_and_how_it_ended(
            @ForAll @Size(max = 300) byte[] body) {
        for (int command : new int[] {RawSmsc.DELIVER_SM, RawSmsc.DATA_SM}) {
            byte[] pdu = ByteBuffer.allocate(16 + body.length)
                    .putInt(16 + body.length)
                    .putInt(command)
                    .putInt(0)
                    .putInt(1)
                    .put(body)
                    .array();

            DeliveredPdu.read(pdu).ifPresent(read -> {
                boolean told = read.parameters().containsKey(0x001e)
                        && read.parameters().containsKey(0x0427);
                boolean marked = (read.type() & 0x04) != 0 || read.type() == 0x20 || read.type() == 0x08;
                switch (ReceiptText.read(read)) {
                    case Reading.Receipt(ReceiptText receipt) -> {
                        assertThat(marked || told).isTrue();
                        assertThat(receipt.ids())
                                .isNotEmpty()
                                .allSatisfy(id -> assertThat(id)
                                        .isNotBlank()
                                        .isEqualTo(MessageIds.kept(id))
                                        .doesNotContainPattern("\\p{Cntrl}"));
                        assertThat(receipt.told()).isNotBlank().hasSizeLessThanOrEqualTo(40);
                    }
                    case Reading.Unreadable(String reason) -> {
                        assertThat(marked || told).isTrue();
                        assertThat(reason).isIn("no_id", "no_state", "unknown_state");
                    }
                    case Reading.Other _ -> assertThat(marked).isFalse();
                }
                assertThat(ReceiptOctets.masked(read)).doesNotContainPattern("[0-9]{7}");
            });
        }
    }

    @Property(tries = 1_000)
    void a_number_is_the_same_name_in_both_forms_and_its_neighbour_never_is(
            @ForAll @LongRange(min = 1, max = Long.MAX_VALUE - 1) long number) {
        MessageIds ids = new MessageIds(IdForm.AUTO, IdForm.AUTO);
        String hex = Long.toHexString(number);
        String decimal = Long.toString(number);

        assertThat(all(ids.names(Set.of("000" + decimal), "33612345678", ""))).contains(hex, decimal);
        assertThat(all(ids.names(Set.of("0" + hex.toUpperCase(java.util.Locale.ROOT)), "33612345678", "")))
                .contains(hex, decimal);
        MessageIds set = new MessageIds(IdForm.HEX, IdForm.DECIMAL);
        assertThat(set.names(Set.of(decimal), "", "").sure()).containsExactly(hex);
        assertThat(set.names(Set.of(Long.toString(number + 1)), "", "").sure()).doesNotContain(hex);
    }

    private static Set<String> all(dev.firstring.messaging.receipt.Receipt.Names names) {
        Set<String> all = new java.util.HashSet<>(names.sure());
        all.addAll(names.numbered());
        return all;
    }

    @Provide
    Arbitrary<Written> receipts() {
        Arbitrary<String> ids = Arbitraries.strings()
                .withCharRange('0', '9')
                .withCharRange('A', 'F')
                .withChars("-_")
                .ofMinLength(1)
                .ofMaxLength(64)
                .filter(id -> Character.isLetterOrDigit(id.charAt(0))
                        && Character.isLetterOrDigit(id.charAt(id.length() - 1)));
        Arbitrary<String> states = Arbitraries.of(
                "DELIVRD",
                "DELIVERED",
                "UNDELIV",
                "UNDELIVERABLE",
                "EXPIRED",
                "DELETED",
                "REJECTD",
                "REJECTED",
                "ACCEPTD",
                "ENROUTE",
                "UNKNOWN");
        Arbitrary<Integer> cases = Arbitraries.integers().between(0, 2);
        Arbitrary<String> separators = Arbitraries.of(" ", "  ", ", ", "\r\n", ";");
        Arbitrary<String> colons = Arbitraries.of(":", ": ", " : ", "=");
        Arbitrary<List<Integer>> orders = Arbitraries.shuffle(0, 1, 2, 3, 4, 5, 6);
        Arbitrary<Integer> codings = Arbitraries.integers().between(0, 3);
        Arbitrary<Set<Integer>> left = Arbitraries.of(2, 3, 4, 5, 6).set().ofMaxSize(5);
        return Combinators.combine(ids, states, cases, separators, colons, orders, codings, left)
                .as((id, state, letters, separator, colon, order, coding, missing) -> {
                    String[] fields = {
                        "id" + colon + id,
                        "stat" + colon + state,
                        "sub" + colon + "001",
                        "dlvrd" + colon + "001",
                        "submit date" + colon + "2601010000",
                        "done date" + colon + "2601010000",
                        "err" + colon + "0E1"
                    };
                    List<String> kept = new ArrayList<>();
                    order.stream().filter(field -> !missing.contains(field)).forEach(field -> kept.add(fields[field]));
                    String text = String.join(separator, kept) + separator + "Text" + colon + "id:1 stat:UNDELIV";
                    String cased = letters == 0 ? text : letters == 1 ? text.toLowerCase(java.util.Locale.ROOT) : text;
                    RawSmsc.Shape plain = RawSmsc.Shape.of(cased);
                    RawSmsc.Shape shape = switch (coding) {
                        case 0 -> plain;
                        case 1 -> plain.inPayload();
                        case 2 ->
                            plain.written(8, cased.getBytes(StandardCharsets.UTF_16BE))
                                    .inPayload();
                        default -> plain.written(3, plain.text()).inPayload();
                    };
                    return new Written(
                            shape,
                            letters == 1 ? id.toLowerCase(java.util.Locale.ROOT) : id,
                            ReceiptState.ofWord(state).orElseThrow());
                });
    }

    private static Optional<DeliveredPdu> pdu(boolean data, RawSmsc.Shape shape) {
        byte[] body = data ? shape.dataBody() : shape.body();
        return DeliveredPdu.read(ByteBuffer.allocate(16 + body.length)
                .putInt(16 + body.length)
                .putInt(data ? RawSmsc.DATA_SM : RawSmsc.DELIVER_SM)
                .putInt(0)
                .putInt(1)
                .put(body)
                .array());
    }
}
