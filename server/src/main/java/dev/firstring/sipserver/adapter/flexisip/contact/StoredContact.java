package dev.firstring.sipserver.adapter.flexisip.contact;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A field of an address's hash, with what its value says. Texts are as Redis has them, a character for each byte. */
public sealed interface StoredContact {

    /** The unique id that Flexisip keeps the contact under, exactly as it stands in Redis. */
    String field();

    /** Whether it counts at that time; expired ones stay in the hash until the address registers anew. */
    boolean isLive(Instant now);

    /**
     * A contact.
     *
     * @param uri without what Flexisip added for its own use
     * @param userAgent null where the phone sent none
     * @param instanceId a URN; null where the phone named none
     * @param updated when the phone last registered
     * @param callId of the REGISTER; null where it is not told
     * @param expiry when Flexisip stops to count it; calls may end before that, where {@code message-expires} is longer
     */
    record Known(
            String field,
            String uri,
            @Nullable String userAgent,
            @Nullable String instanceId,
            Instant updated,
            @Nullable String callId,
            Instant expiry)
            implements StoredContact {

        @Override
        public boolean isLive(Instant now) {
            return expiry.isAfter(now);
        }
    }

    /** A value in a form that nobody knows. It is kept in sight, since it can still be dropped by its field. */
    record Unreadable(String field) implements StoredContact {

        @Override
        public boolean isLive(Instant now) {
            return true;
        }
    }
}
