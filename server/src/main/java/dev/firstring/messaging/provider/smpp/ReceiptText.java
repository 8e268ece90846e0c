package dev.firstring.messaging.provider.smpp;

import dev.firstring.messaging.provider.smpp.ReceiptFields.Field;
import dev.firstring.messaging.receipt.ReceiptState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The content of a receipt, from its optional parameters or otherwise from its text (SMPP 3.4, appendix B).
 *
 * @param ids the network's ids of the message, which may differ between the parameter and the text; never empty
 * @param state the state of the message
 * @param told the state and the error in the network's words
 */
record ReceiptText(Set<String> ids, ReceiptState state, String told) {

    private static final int RECEIPT = 0x04;
    private static final int ACKNOWLEDGEMENT = 0x08;
    private static final int INTERMEDIATE = 0x20;

    private static final int RECEIPTED_MESSAGE_ID = 0x001e;
    private static final int NETWORK_ERROR_CODE = 0x0423;
    private static final int MESSAGE_STATE = 0x0427;
    private static final int LONGEST_ERROR = 40;

    ReceiptText {
        ids = Set.copyOf(ids);
    }

    /** The classification of a PDU from a carrier. */
    sealed interface Reading {

        record Receipt(ReceiptText receipt) implements Reading {}

        /** A message written by a person, which is ignored. */
        record Other() implements Reading {}

        /** A receipt that lacks an id or a known state. */
        record Unreadable(String reason) implements Reading {}
    }

    static Reading read(DeliveredPdu pdu) {
        String id = text(pdu.parameters().get(RECEIPTED_MESSAGE_ID));
        boolean marked = (pdu.type() & RECEIPT) != 0 || pdu.type() == INTERMEDIATE || pdu.type() == ACKNOWLEDGEMENT;
        // Phones cannot set these parameters; they control only the text of a message, which therefore proves nothing.
        if (!marked && (id.isEmpty() || !pdu.parameters().containsKey(MESSAGE_STATE))) {
            return new Reading.Other();
        }
        ReceiptFields fields = fields(pdu);
        Set<String> ids = new LinkedHashSet<>();
        if (!id.isEmpty()) {
            ids.add(id);
        }
        fields.firstWord(Field.ID).map(MessageIds::kept).ifPresent(ids::add);
        if (ids.isEmpty()) {
            return new Reading.Unreadable("no_id");
        }
        Optional<ReceiptState> state = state(pdu, fields);
        return state.<Reading>map(known -> new Reading.Receipt(new ReceiptText(
                        ids, pdu.type() == INTERMEDIATE ? onTheWay(known) : known, told(pdu, fields, known))))
                .orElseGet(() ->
                        new Reading.Unreadable(fields.value(Field.STATE).isPresent() ? "unknown_state" : "no_state"));
    }

    /** An intermediate notification is not final, unless it reports delivery. */
    private static ReceiptState onTheWay(ReceiptState state) {
        return state == ReceiptState.DELIVERED ? state : ReceiptState.OPEN;
    }

    private static Optional<ReceiptState> state(DeliveredPdu pdu, ReceiptFields fields) {
        return number(pdu.parameters().get(MESSAGE_STATE))
                .flatMap(ReceiptState::ofNumber)
                .or(() -> fields.value(Field.STATE).flatMap(ReceiptText::ofWords))
                .or(() -> fields.value(Field.STATE).isPresent() ? Optional.empty() : byCount(fields));
    }

    /** Matches the longest known phrase: "delivered to SMSC" is not "delivered". */
    private static Optional<ReceiptState> ofWords(String value) {
        List<String> words = List.of(value.split("[\\s,;|\"'()]+"));
        for (int count = Math.min(words.size(), 4); count > 1; count--) {
            Optional<ReceiptState> state = ReceiptState.ofWord(String.join("-", words.subList(0, count)));
            if (state.isPresent()) {
                return state;
            }
        }
        boolean more = words.size() > 1 && words.get(1).equalsIgnoreCase("to");
        return more ? Optional.empty() : ReceiptState.ofWord(words.getFirst());
    }

    /** Without a state, a positive count of delivered messages means delivered, unless an error contradicts it. */
    private static Optional<ReceiptState> byCount(ReceiptFields fields) {
        boolean delivered = fields.firstWord(Field.DELIVERED)
                .filter(count -> count.matches("0*[1-9][0-9]{0,3}"))
                .isPresent();
        boolean fine =
                fields.firstWord(Field.ERROR).map(error -> error.matches("0+")).orElse(true);
        return delivered && fine ? Optional.of(ReceiptState.DELIVERED) : Optional.empty();
    }

    private static String told(DeliveredPdu pdu, ReceiptFields fields, ReceiptState state) {
        String word = fields.firstWord(Field.STATE)
                .orElseGet(() -> number(pdu.parameters().get(MESSAGE_STATE))
                        .map(number -> state + " (" + number + ")")
                        .orElse(state.name()));
        String error = fields.firstWord(Field.ERROR)
                .orElseGet(() -> networkError(pdu.parameters().get(NETWORK_ERROR_CODE)));
        String told = word.toUpperCase(java.util.Locale.ROOT) + " " + error;
        return told.length() <= LONGEST_ERROR ? told : told.substring(0, LONGEST_ERROR);
    }

    /** Formats the network type and the error code (SMPP 3.4, section 5.3.2.31). */
    private static String networkError(byte @Nullable [] value) {
        if (value == null || value.length == 0) {
            return "unknown";
        }
        int code = 0;
        for (int i = 1; i < Math.min(value.length, 3); i++) {
            code = (code << Byte.SIZE) | Byte.toUnsignedInt(value[i]);
        }
        return "network " + Byte.toUnsignedInt(value[0]) + " error " + code;
    }

    /** Decodes a number of one to four octets. Some networks write it as an ASCII digit. */
    private static Optional<Integer> number(byte @Nullable [] value) {
        if (value == null || value.length == 0 || value.length > Integer.BYTES) {
            return Optional.empty();
        }
        int number = 0;
        for (byte octet : value) {
            number = (number << Byte.SIZE) | Byte.toUnsignedInt(octet);
        }
        return Optional.of(value.length == 1 && Character.isDigit(number) ? number - '0' : number);
    }

    private static String text(byte @Nullable [] value) {
        return value == null ? "" : MessageIds.kept(new String(value, StandardCharsets.ISO_8859_1));
    }

    /** Parses the text in each encoding and returns the most complete result: the declared encoding is often wrong. */
    private static ReceiptFields fields(DeliveredPdu pdu) {
        List<ReceiptFields> read = new ArrayList<>();
        for (String text : ReceiptOctets.texts(pdu)) {
            read.add(ReceiptFields.in(text));
        }
        return read.stream().max(Comparator.comparingInt(ReceiptText::worth)).orElseThrow();
    }

    private static int worth(ReceiptFields fields) {
        return (fields.value(Field.ID).isPresent() ? 20 : 0)
                + (fields.value(Field.STATE).isPresent() ? 10 : 0)
                + fields.values().size();
    }
}
