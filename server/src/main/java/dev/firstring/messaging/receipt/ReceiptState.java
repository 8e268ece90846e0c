package dev.firstring.messaging.receipt;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The final state of a message, or that it has none yet. SMPP 3.4 defines names of seven letters (appendix B) and
 * numbers (section 5.2.28); SMPP 5.0 adds two numbers. Networks write the names in full, abbreviate them differently or
 * drop other vowels, in upper or lower case, so words are compared by their consonants.
 */
public enum ReceiptState {
    DELIVERED,
    FAILED,
    /** In transit, or unknown to the network. */
    OPEN;

    private static final Map<Integer, ReceiptState> NUMBERS = Map.of(
            0, OPEN, 1, OPEN, 2, DELIVERED, 3, FAILED, 4, FAILED, 5, FAILED, 6, OPEN, 7, OPEN, 8, FAILED, 9, FAILED);
    private static final int SHORTEST_WORD = 4;

    /** Word boundaries: characters other than letters, and the position between a small and a capital letter. */
    private static final Pattern WORDS = Pattern.compile("[^A-Za-z]+|(?<=[a-z])(?=[A-Z])");

    private static final Set<String> DELIVERED_WORDS = consonants("""
            delivered deliver delivered-to-handset delivered-to-device delivered-to-terminal delivered-to-subscriber
            delivered-to-recipient delivered-to-phone read seen displayed received-by-recipient device-delivered
            """);
    private static final Set<String> FAILED_WORDS = consonants("""
            undeliv undeliver undelivered undeliverab undeliverable not-deliv not-deliver not-delivered not-deliverable
            non-delivered delivery-fail delivery-failed delivery-failure delivery-impossible sending-failed send-failed
            expire expired delete deleted reject rejected fail failed failure canceled cancelled cancel cancelled-by-user
            blocked barred blacklisted skipped aborted absent-subscriber unreachable carrier-unreachable carrier-blocked
            invalid invalid-message spam ttl-expired message-expired routing-error error-delivering error-delivering-message
            out-of-credit opted-out
            """);
    private static final Set<String> OPEN_WORDS = consonants("""
            enroute routed accept accepted accepted-by-smsc acked acknowledged buffered queue queued enqueued pending sent
            submit submited submitted scheduled schedule retry retrying stored processing processed in-transit transmitted
            unknown unknown-state unkn forwarded delivering delivery-pending delivered-to-smsc delivered-to-network
            delivered-to-carrier delivered-to-operator delivered-to-gateway delivery-uncertain delivery-unconfirmed
            delivery-notification-not-supported waiting dispatched sending created successful
            """);

    /** Words that vendors add before or after the state. */
    private static final Set<String> AROUND = consonants("message msg text sms mms status state dlr report");

    /** Returns the state of a number, or empty if SMPP does not define it. */
    public static Optional<ReceiptState> ofNumber(int number) {
        return Optional.ofNullable(NUMBERS.get(number));
    }

    /**
     * Returns the state of a network's word, or empty if the word is unknown. If a compound such as
     * {@code REJECTED_NETWORK} or {@code TEXT_CARRIER_BLOCKED} is unknown as a whole, its first word decides, except
     * that {@link #DELIVERED} is never inferred from a part.
     */
    public static Optional<ReceiptState> ofWord(String word) {
        List<String> words =
                Arrays.stream(WORDS.split(word)).filter(part -> !part.isEmpty()).toList();
        Optional<ReceiptState> whole = known(String.join("", words));
        if (whole.isPresent() || words.size() < 2) {
            return whole;
        }
        List<String> bare =
                words.stream().filter(part -> !AROUND.contains(bones(part))).toList();
        Optional<ReceiptState> named = known(String.join("", bare));
        if (named.isPresent() || bare.isEmpty()) {
            return named;
        }
        return known(bare.getFirst()).filter(first -> first != DELIVERED);
    }

    private static Optional<ReceiptState> known(String word) {
        if (word.length() < SHORTEST_WORD) {
            return Optional.empty();
        }
        String bones = bones(word);
        if (DELIVERED_WORDS.contains(bones)) {
            return Optional.of(DELIVERED);
        }
        if (FAILED_WORDS.contains(bones)) {
            return Optional.of(FAILED);
        }
        return OPEN_WORDS.contains(bones) ? Optional.of(OPEN) : Optional.empty();
    }

    private static String bones(String word) {
        return word.toLowerCase(Locale.ROOT).replaceAll("[^a-z]|[aeiou]", "");
    }

    private static Set<String> consonants(String words) {
        return Arrays.stream(words.toLowerCase(Locale.ROOT).strip().split("\\s+"))
                .map(ReceiptState::bones)
                .collect(Collectors.toUnmodifiableSet());
    }
}
