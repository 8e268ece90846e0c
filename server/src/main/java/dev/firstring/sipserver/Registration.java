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
 * @param key the server's own key of the contact
 * @param contact its URI, without parameters that the server added for its own use
 * @param userAgent the phone's {@code User-Agent}; null if it sent none
 * @param expires the time until it expires
 * @param instanceId the device, as a URN (RFC 5626); null if it sent none
 * @param refreshed when the phone last registered; null if the server does not report it
 * @param callId the Call-ID of the REGISTER that created it, the same for each refresh; null if the server does not
 *     report it
 * @param stamp a value that changes with each refresh of the contact; null if the server has none
 * @param address the source IP address of the phone's packets; null if the server does not report it
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

    /** A registration without the optional values that follow {@code refreshed}. */
    public Registration(
            String key,
            String contact,
            @Nullable String userAgent,
            Duration expires,
            @Nullable String instanceId,
            @Nullable Instant refreshed) {
        this(key, contact, userAgent, expires, instanceId, refreshed, null, null, null);
    }

    /** The id of the contact for clients: short, safe in a path, and stable while the contact lives on that server. */
    public String id(ServerId server) {
        byte[] hash = Hash.sha256(server.value() + "|" + key);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, ID_BYTES));
    }
}
