package dev.firstring.messaging.smpp;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.OptionalParameter.Tag;
import org.jspecify.annotations.Nullable;

/**
 * What a receipt says, by its optional parameters or else by its text (SMPP 3.4, appendix B), of which networks keep the
 * order of the fields and little more.
 *
 * @param id the network's name for the message
 * @param state the state in seven letters, such as {@code DELIVRD}
 */
record ReceiptText(String id, String state, String error) {

    private static final Pattern ID = Pattern.compile("(?i)\\bid:\\s*([^\\s]+)");
    private static final Pattern STATE = Pattern.compile("(?i)\\bstat:\\s*([a-z]{1,12})");
    private static final Pattern ERROR = Pattern.compile("(?i)\\berr:\\s*([0-9a-z]{1,12})");
    private static final int LONGEST_ID = 65;
    private static final Map<Integer, String> STATES = Map.of(
            1, "ENROUTE", 2, "DELIVRD", 3, "EXPIRED", 4, "DELETED", 5, "UNDELIV", 6, "ACCEPTD", 7, "UNKNOWN", 8,
            "REJECTD");

    /** Reads a receipt; empty if it is none, or does not say about which message. */
    static Optional<ReceiptText> read(DeliverSm deliver) {
        String text = new String(
                deliver.getShortMessage() == null ? new byte[0] : deliver.getShortMessage(),
                StandardCharsets.ISO_8859_1);
        String id = parameter(deliver, Tag.RECEIPTED_MESSAGE_ID);
        String found = id == null ? first(ID, text) : id;
        String state = state(deliver);
        String word = state == null ? first(STATE, text) : state;
        String error = first(ERROR, text);
        return found == null || found.isBlank() || found.length() > LONGEST_ID || word == null
                ? Optional.empty()
                : Optional.of(new ReceiptText(found, word.toUpperCase(Locale.ROOT), error == null ? "unknown" : error));
    }

    /** Whether it has arrived or never will; empty for a state on the way. */
    Optional<Boolean> arrived() {
        return switch (state) {
            case "DELIVRD" -> Optional.of(true);
            case "UNDELIV", "REJECTD", "EXPIRED", "DELETED" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static @Nullable String state(DeliverSm deliver) {
        return deliver.getOptionalParameter(Tag.MESSAGE_STATE) instanceof OptionalParameter.Byte state
                ? STATES.get((int) state.getValue())
                : null;
    }

    private static @Nullable String parameter(DeliverSm deliver, Tag tag) {
        return deliver.getOptionalParameter(tag) instanceof OptionalParameter.COctetString text
                ? text.getValueAsString().strip()
                : null;
    }

    private static @Nullable String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : null;
    }
}
