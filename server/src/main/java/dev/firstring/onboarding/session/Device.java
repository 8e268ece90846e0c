package dev.firstring.onboarding.session;

import org.jspecify.annotations.Nullable;

/**
 * The device that a person onboards with, as it describes itself.
 *
 * @param id chosen by the client: no proof of anything
 * @param platform {@code ios}, {@code android} or {@code web}
 * @param proof the SHA-256, in hex, of the device token that it presented; null if it presented none
 */
public record Device(
        @Nullable String id,
        @Nullable String platform,
        @Nullable String name,
        @Nullable String proof) {}
