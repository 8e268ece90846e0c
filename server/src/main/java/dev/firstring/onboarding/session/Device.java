package dev.firstring.onboarding.session;

import org.jspecify.annotations.Nullable;

/**
 * The device that a user onboards with, as described by the client.
 *
 * @param id chosen by the client; proves nothing
 * @param platform {@code ios}, {@code android} or {@code web}
 * @param proof the SHA-256, in hex, of the device token that was presented; null if none was
 */
public record Device(
        @Nullable String id,
        @Nullable String platform,
        @Nullable String name,
        @Nullable String proof) {}
