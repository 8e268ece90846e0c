package dev.firstring.sipserver;

import dev.firstring.platform.Hash;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A live contact of an address. Immutable.
 *
 * @param key what the server itself knows the contact by
 * @param contact its URI, without what the server added for its own use
 * @param userAgent the phone's {@code User-Agent}; null where it sent none
 * @param expires what is left of it
 * @param instanceId the device, as a URN (RFC 5626); null where it named none
 * @param refreshed when the phone last registered; null where the server does not tell
 * @param callId the Call-ID of the REGISTER that made it, the same for each refresh of it; null where the server does not
 *     tell
 * @param stamp what tells it as it was read from the same contact refreshed since; null where the server cannot
 * @param address the IP address that the phone's packets came from; null where the server does not tell
 */
public record Registration(
        String key,
        String contact,
        @Nullable String userAgent,
        Duration expires,
        @Nullable String instanceId,
        @Nullable Instant refreshed,
        @Nullable String callId,
        @Nullable String stamp,
        @Nullable String address) {

    private static final int ID_BYTES = 12;

    /** One of which the server tells no more than that. */
    public Registration(
            String key,
            String contact,
            @Nullable String userAgent,
            Duration expires,
            @Nullable String instanceId,
            @Nullable Instant refreshed) {
        this(key, contact, userAgent, expires, instanceId, refreshed, null, null, null);
    }

    /** What clients know the contact by on that server: short, safe in a path, the same as long as the contact lives. */
    public String id(ServerId server) {
        byte[] hash = Hash.sha256(server.value() + "|" + key);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, ID_BYTES));
    }
}
