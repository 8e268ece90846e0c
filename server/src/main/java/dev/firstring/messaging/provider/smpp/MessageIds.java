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
 * The names that a network gives to messages. Many write the same number in hexadecimal in the answer to a message and in
 * decimal in its receipt, or the other way round, in either case and with zeros in front or without. Immutable.
 *
 * @param submitted how answers write names
 * @param receipted how receipts write them
 */
record MessageIds(IdForm submitted, IdForm receipted) {

    private static final int LONGEST = 200;
    private static final int LONG = 12;
    private static final int HEXADECIMAL = 16;
    private static final int DECIMAL = 10;

    /** So long a name with a letter in it is a hexadecimal number that no other message has by chance. */
    private static final Pattern UNMISTAKABLE = Pattern.compile("(?=.*[a-f])[0-9a-f]{8,64}");

    private static final Pattern DECIMAL_DIGITS = Pattern.compile("[0-9]{1,64}");
    private static final Pattern HEX_DIGITS = Pattern.compile("[0-9a-f]{1,64}");
    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9][0-9 ().-]{5,30}");

    /** A name as it is kept: without what surrounds it, and not longer than a database compares with ease. */
    static String kept(String name) {
        String plain = name.replaceAll("\\p{Cntrl}", " ").strip();
        return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST);
    }

    /**
     * What the answers to the message of a receipt may have called it.
     *
     * @param ids its names in the receipt
     * @param source where the receipt comes from: the number that the message went to, in the network's spelling
     * @param destination where it goes to; some networks have the number there
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
        // The same text is the same name, unless it may be decimal here and hexadecimal there.
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

    /** Numbers in the forms that answers may have; a name that is none of them is the same in both. */
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

    /** The bases in which numbers are written. A text beside a number of the other side is a number, too: a decimal one. */
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
