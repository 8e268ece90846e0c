package dev.firstring.sipserver.adapter.flexisip.contact;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One field of the hash of an address, with its parsed value. Strings have one character for each byte in Redis. */
public sealed interface StoredContact {

    /** The unique id of the contact in Flexisip, exactly as in Redis. */
    String field();

    /** Whether it is live at that time; expired contacts stay in the hash until the address registers again. */
    boolean isLive(Instant now);

    /**
     * A parsed contact.
     *
     * @param uri the URI without the parameters that Flexisip added
     * @param userAgent null if absent
     * @param instanceId a URN; null if absent
     * @param updated the time of the last REGISTER
     * @param callId the Call-ID of the REGISTER; null if absent
     * @param expiry the time when Flexisip drops it; it may expire earlier for calls if {@code message-expires} is
     *     longer
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

    /** A value in an unknown format. It counts as live, since it can still be dropped by its field. */
    record Unreadable(String field) implements StoredContact {

        @Override
        public boolean isLive(Instant now) {
            return true;
        }
    }
}
