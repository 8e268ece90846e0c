package dev.firstring.onboarding.session;

import org.jspecify.annotations.Nullable;

/**
 * The device that a person onboards with, as it describes itself.
 *
 * @param platform {@code ios}, {@code android} or {@code web}
 */
public record Device(
        @Nullable String id,
        @Nullable String platform,
        @Nullable String name) {}
