package dev.firstring.messaging.receipt;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How a message ended, or that it has not. SMPP 3.4 has names of seven letters (appendix B) and numbers (section 5.2.28), SMPP 5.0
 * adds two numbers. Networks write the names in full, cut them elsewhere or leave other vowels out, in either case, so words are
 * compared by their consonants.
 */
public enum ReceiptState {
    DELIVERED,
    FAILED,
    /** On the way, or not known to the network. */
    OPEN;

    private static final Map<Integer, ReceiptState> NUMBERS = Map.of(
            0, OPEN, 1, OPEN, 2, DELIVERED, 3, FAILED, 4, FAILED, 5, FAILED, 6, OPEN, 7, OPEN, 8, FAILED, 9, FAILED);
    private static final int SHORTEST_WORD = 4;

    private static final Set<String> DELIVERED_WORDS = consonants("""
            delivered deliver delivered-to-handset delivered-to-device delivered-to-terminal delivered-to-subscriber
            delivered-to-recipient delivered-to-phone read seen displayed
            """);
    private static final Set<String> FAILED_WORDS = consonants("""
            undeliv undeliver undelivered undeliverab undeliverable not-deliv not-deliver not-delivered not-deliverable
            non-delivered delivery-fail delivery-failed delivery-failure expire expired delete deleted reject rejected
            fail failed failure canceled cancelled cancel blocked barred blacklisted skipped
            """);
    private static final Set<String> OPEN_WORDS = consonants("""
            enroute routed accept accepted accepted-by-smsc acked acknowledged buffered queued enqueued pending sent
            submit submited submitted scheduled schedule retry retrying stored processing processed in-transit transmitted
            unknown unknown-state unkn forwarded delivering delivery-pending delivered-to-smsc delivered-to-network
            delivered-to-carrier delivered-to-operator
            """);

    /** The state of that number; empty for one that SMPP does not have. */
    public static Optional<ReceiptState> ofNumber(int number) {
        return Optional.ofNullable(NUMBERS.get(number));
    }

    /** The state that a network calls so; empty for a word that is not known. */
    public static Optional<ReceiptState> ofWord(String word) {
        String bones = consonants(word).stream().collect(Collectors.joining());
        if (word.replaceAll("[^A-Za-z]", "").length() < SHORTEST_WORD) {
            return Optional.empty();
        }
        if (DELIVERED_WORDS.contains(bones)) {
            return Optional.of(DELIVERED);
        }
        if (FAILED_WORDS.contains(bones)) {
            return Optional.of(FAILED);
        }
        return OPEN_WORDS.contains(bones) ? Optional.of(OPEN) : Optional.empty();
    }

    private static Set<String> consonants(String words) {
        return Arrays.stream(words.toLowerCase(Locale.ROOT).strip().split("\\s+"))
                .map(word -> word.replaceAll("[^a-z]|[aeiou]", ""))
                .collect(Collectors.toUnmodifiableSet());
    }
}
