package dev.firstring.messaging.receipt;

import dev.firstring.messaging.Cost;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A provider says how a message ended.
 *
 * @param provider who says it
 * @param messageId our name for the message, where the provider repeats it; otherwise null
 * @param reference the provider's name for the message; null only if {@code messageId} is not
 * @param delivered whether it has arrived; false if it never will
 * @param failure why it never will, in the provider's words; null if it has arrived
 * @param cost what it cost; null where the provider does not say
 * @param names what the reference may be in the answer to the message, where that is not the same text; otherwise null
 */
public record Receipt(
        String provider,
        @Nullable UUID messageId,
        @Nullable String reference,
        boolean delivered,
        @Nullable String failure,
        @Nullable Cost cost,
        @Nullable Names names) {

    private static final int LONGEST = 500;

    /**
     * The names that a message may have, each as {@link #plainReference} writes it.
     *
     * @param sure names that count whatever number the receipt is about
     * @param numbered names that count only for a message to one of the numbers, as another message could have them
     * @param numbers the numbers that the receipt names, in digits, with the country code or without
     */
    public record Names(Set<String> sure, Set<String> numbered, List<String> numbers) {

        public Names {
            sure = Set.copyOf(sure);
            numbered = Set.copyOf(numbered);
            numbers = List.copyOf(numbers);
        }
    }

    public Receipt {
        if (messageId == null && reference == null) {
            throw new IllegalArgumentException("a receipt is about a message");
        }
        reference = plain(reference);
        failure = delivered ? null : plain(failure == null ? "not delivered" : failure);
    }

    /** About a message whose reference the provider repeats to the letter. */
    public Receipt(
            String provider,
            @Nullable UUID messageId,
            @Nullable String reference,
            boolean delivered,
            @Nullable String failure,
            @Nullable Cost cost) {
        this(provider, messageId, reference, delivered, failure, cost, null);
    }

    /** A message that we named has arrived. */
    public static Receipt delivered(String provider, UUID messageId, @Nullable Cost cost) {
        return new Receipt(provider, messageId, null, true, null, cost);
    }

    /** A message that we named will not arrive. */
    public static Receipt failed(String provider, UUID messageId, String failure, @Nullable Cost cost) {
        return new Receipt(provider, messageId, null, false, failure, cost);
    }

    /** A reference as references are looked up: without zeros in front, A to Z in lower case. */
    public static String plainReference(String reference) {
        StringBuilder plain = new StringBuilder(reference.length());
        for (int i = 0; i < reference.length(); i++) {
            char c = reference.charAt(i);
            if (c != '0' || !plain.isEmpty()) {
                plain.append(c >= 'A' && c <= 'Z' ? (char) (c + 'a' - 'A') : c);
            }
        }
        return plain.toString();
    }

    /** Text of a provider as the database takes it. */
    private static @Nullable String plain(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String clean = text.replaceAll("\\p{Cntrl}", " ");
        return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST);
    }
}
