package dev.firstring.sipserver.web;

import dev.firstring.sipserver.registration.LiveContact;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A live contact.
 *
 * @param id the id to end the registration with
 * @param server the SIP server that has it
 * @param expires the seconds until it expires
 * @param registeredAt when the phone last registered, if the server reports it
 */
public record ContactView(
        String id,
        String server,
        String contact,
        @Nullable String userAgent,
        long expires,
        @Nullable String instanceId,
        @Nullable Instant registeredAt) {

    public static ContactView of(LiveContact live) {
        return new ContactView(
                live.id(),
                live.server().value(),
                live.registration().contact(),
                live.registration().userAgent(),
                live.registration().expires().toSeconds(),
                live.registration().instanceId(),
                live.registration().refreshed());
    }
}
