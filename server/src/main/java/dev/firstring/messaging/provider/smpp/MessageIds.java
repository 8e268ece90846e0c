package dev.firstring.messaging.provider.smpp;

import dev.firstring.messaging.provider.smpp.SmppLink.IdForm;
import dev.firstring.messaging.receipt.Receipt;
import java.math.BigInteger;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The formats of message ids in a network. Many networks write the same number in hexadecimal in the response to a
 * message and in decimal in its receipt, or the other way round, in upper or lower case, with or without leading zeros.
 * Immutable.
 *
 * @param submitted the format in responses
 * @param receipted the format in receipts
 */
record MessageIds(IdForm submitted, IdForm receipted) {

    private static final int LONGEST = 200;
    private static final int LONG = 12;
    private static final int HEXADECIMAL = 16;
    private static final int DECIMAL = 10;

    /** A hexadecimal id of this length with a letter in it is unique: no other message has it by chance. */
    private static final Pattern UNMISTAKABLE = Pattern.compile("(?=.*[a-f])[0-9a-f]{8,64}");

    private static final Pattern DECIMAL_DIGITS = Pattern.compile("[0-9]{1,64}");
    private static final Pattern HEX_DIGITS = Pattern.compile("[0-9a-f]{1,64}");
    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9][0-9 ().-]{5,30}");

    /**
     * Normalizes an id for storage: without control characters and surrounding blanks, and short enough to compare
     * cheaply.
     */
    static String kept(String name) {
        String plain = name.replaceAll("\\p{Cntrl}", " ").strip();
        return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST);
    }

    /**
     * Returns the ids that the response to a message may have contained.
     *
     * @param ids the ids in the receipt
     * @param source the source address of the receipt: the number that the message was sent to, as the network writes
     *     it
     * @param destination the destination address of the receipt; some networks put the number there
     */
    Receipt.Names names(Set<String> ids, String source, String destination) {
        if (submitted != IdForm.AUTO && receipted != IdForm.AUTO) {
            return new Receipt.Names(written(ids, from(receipted), from(submitted)), Set.of(), List.of());
        }
        Set<String> plain =
                new LinkedHashSet<>(ids.stream().map(Receipt::plainReference).toList());
        Set<String> all = new LinkedHashSet<>(plain);
        all.addAll(written(ids, from(receipted), from(submitted)));
        List<String> numbers =
                Stream.of(source, destination).flatMap(MessageIds::digits).toList();
        boolean numbered = digits(source).findAny().isPresent();
        Set<String> sure = new LinkedHashSet<>();
        // Equal text is the same id, unless it may be decimal in one place and hexadecimal in the other.
        plain.stream()
                .filter(id -> !numbered
                        || id.length() >= LONG
                        || !DECIMAL_DIGITS.matcher(id).matches())
                .forEach(sure::add);
        if (!numbered) {
            all.stream()
                    .filter(name -> UNMISTAKABLE.matcher(name).matches()
                            || plain.stream()
                                    .anyMatch(id -> UNMISTAKABLE.matcher(id).matches()))
                    .forEach(sure::add);
        }
        all.removeAll(sure);
        return new Receipt.Names(sure, all, numbers);
    }

    /** Converts ids of receipts to the formats that responses may use. Ids that are not numbers are kept. */
    private static Set<String> written(Set<String> ids, List<Integer> from, List<Integer> to) {
        Set<String> names = new LinkedHashSet<>();
        for (String id : ids) {
            String plain = Receipt.plainReference(id);
            Set<String> numbers = new LinkedHashSet<>();
            for (int read : from) {
                for (int write : to) {
                    number(plain, read)
                            .map(number -> Receipt.plainReference(number.toString(write)))
                            .ifPresent(numbers::add);
                }
            }
            names.addAll(numbers.isEmpty() ? Set.of(plain) : numbers);
        }
        return names;
    }

    /**
     * Returns the bases of numbers in a format. {@code TEXT} on one side is a decimal number if the other side is
     * {@code HEX}.
     */
    private List<Integer> from(IdForm form) {
        return switch (form) {
            case AUTO ->
                submitted == IdForm.TEXT || receipted == IdForm.TEXT ? List.of() : List.of(HEXADECIMAL, DECIMAL);
            case HEX -> List.of(HEXADECIMAL);
            case DECIMAL -> List.of(DECIMAL);
            case TEXT -> submitted == IdForm.HEX || receipted == IdForm.HEX ? List.of(DECIMAL) : List.of();
        };
    }

    private static Optional<BigInteger> number(String plain, int base) {
        Pattern digits = base == HEXADECIMAL ? HEX_DIGITS : DECIMAL_DIGITS;
        return digits.matcher(plain).matches() ? Optional.of(new BigInteger(plain, base)) : Optional.empty();
    }

    private static Stream<String> digits(String address) {
        return NUMBER.matcher(address.strip()).matches()
                ? Stream.of(address.replaceAll("[^0-9]", "").replaceFirst("^0+", ""))
                        .filter(digits -> digits.length() >= 6)
                : Stream.empty();
    }
}
