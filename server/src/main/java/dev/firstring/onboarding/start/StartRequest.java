package dev.firstring.onboarding.start;

import dev.firstring.onboarding.session.Device;
import dev.firstring.phone.PhoneNumber;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Somebody types a number.
 *
 * @param device as it describes itself, with the proof that it presented
 * @param address the caller's address as limits count it
 * @param challenge a solved challenge; null if there is none
 */
public record StartRequest(
        PhoneNumber number,
        Device device,
        Locale language,
        String address,
        @Nullable String challenge) {}
