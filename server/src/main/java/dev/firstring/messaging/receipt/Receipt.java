package dev.firstring.messaging.receipt;

import dev.firstring.messaging.Cost;
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
 */
public record Receipt(
        String provider,
        @Nullable UUID messageId,
        @Nullable String reference,
        boolean delivered,
        @Nullable String failure,
        @Nullable Cost cost) {

    private static final int LONGEST = 500;

    public Receipt {
        if (messageId == null && reference == null) {
            throw new IllegalArgumentException("a receipt is about a message");
        }
        reference = plain(reference);
        failure = delivered ? null : plain(failure == null ? "not delivered" : failure);
    }

    /** A message that we named has arrived. */
    public static Receipt delivered(String provider, UUID messageId, @Nullable Cost cost) {
        return new Receipt(provider, messageId, null, true, null, cost);
    }

    /** A message that we named will not arrive. */
    public static Receipt failed(String provider, UUID messageId, String failure, @Nullable Cost cost) {
        return new Receipt(provider, messageId, null, false, failure, cost);
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
