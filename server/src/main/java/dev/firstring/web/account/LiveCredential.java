package dev.firstring.web.account;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a credential stands at this moment, in the words of a language. Immutable.
 *
 * @param status a page that shows another one is out of date
 * @param syncText whether the SIP servers have it, in words
 * @param registered whether a phone is registered
 * @param away whether a SIP server did not answer, so that more may be
 * @param text both in words
 * @param lastSeen when a phone last registered; null for never
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
     * A phone that is registered.
     *
     * @param id to sign it out by
     * @param expiresText for how long it still is
     */
    public record Device(String id, String name, String expiresText) {}
}
