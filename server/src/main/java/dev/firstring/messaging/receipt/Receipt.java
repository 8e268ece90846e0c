package dev.firstring.messaging.receipt;

import dev.firstring.messaging.Cost;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A provider's report of the final state of a message.
 *
 * @param provider the provider that reports it
 * @param messageId our id of the message, if the provider echoes it; otherwise null
 * @param reference the provider's id of the message; null only if {@code messageId} is not
 * @param delivered whether the message was delivered; false if it never will be
 * @param failure why it was not delivered, in the provider's words; null if it was
 * @param cost the cost of the message; null if the provider does not report it
 * @param names the references that the response to the message may have contained, if they may differ from
 *     {@code reference}; otherwise null
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
     * The candidate references of a message, each normalized by {@link #plainReference}.
     *
     * @param sure references that match regardless of the recipient's number
     * @param numbered references that match only for a message to one of {@code numbers}, as another message could have
     *     the same
     * @param numbers the numbers in the receipt, digits only, with or without country code
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

    /** Creates a receipt whose reference is exactly the one in the response to the message. */
    public Receipt(
            String provider,
            @Nullable UUID messageId,
            @Nullable String reference,
            boolean delivered,
            @Nullable String failure,
            @Nullable Cost cost) {
        this(provider, messageId, reference, delivered, failure, cost, null);
    }

    /** Creates a receipt for a delivered message, by our id. */
    public static Receipt delivered(String provider, UUID messageId, @Nullable Cost cost) {
        return new Receipt(provider, messageId, null, true, null, cost);
    }

    /** Creates a receipt for an undeliverable message, by our id. */
    public static Receipt failed(String provider, UUID messageId, String failure, @Nullable Cost cost) {
        return new Receipt(provider, messageId, null, false, failure, cost);
    }

    /** Normalizes a reference for lookups: no leading zeros, ASCII letters in lower case. */
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

    /** Sanitizes a provider's text for the database: no control characters, at most 500 characters. */
    private static @Nullable String plain(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String clean = text.replaceAll("\\p{Cntrl}", " ");
        return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST);
    }
}
