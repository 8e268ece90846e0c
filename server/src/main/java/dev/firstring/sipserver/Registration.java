package dev.firstring.sipserver;

import java.time.Duration;
import java.time.Instant;
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
 */
public record Registration(
        String key,
        String contact,
        @Nullable String userAgent,
        Duration expires,
        @Nullable String instanceId,
        @Nullable Instant refreshed) {}
