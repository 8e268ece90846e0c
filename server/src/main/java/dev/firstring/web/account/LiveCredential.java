package dev.firstring.web.account;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The current state of a credential, in the user's language. Immutable.
 *
 * @param status the status; a page that shows another one is reloaded
 * @param syncText the synchronization with the SIP servers, as text
 * @param registered whether a phone is registered
 * @param away whether a SIP server did not respond, so that phones may be missing
 * @param text both as text
 * @param lastSeen when a phone last registered; null if never
 */
public record LiveCredential(
        String id,
        String status,
        String sync,
        String syncText,
        boolean registered,
        boolean away,
        String text,
        List<Device> devices,
        @Nullable Instant lastSeen) {

    public LiveCredential {
        devices = List.copyOf(devices);
    }

    /**
     * A registered phone.
     *
     * @param id identifies the registration to sign out
     * @param expiresText the time until the registration expires
     */
    public record Device(String id, String name, String expiresText) {}
}
