package dev.firstring.onboarding.start;

import dev.firstring.onboarding.session.Device;
import dev.firstring.onboarding.session.SessionId;
import dev.firstring.phone.PhoneNumber;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Somebody types a number.
 *
 * @param session the session that was opened without a number and gets this one; null for a new one
 * @param device as it describes itself, with the proof that it presented
 * @param address the caller's address as limits count it
 * @param challenge a solved challenge; null if there is none
 */
public record StartRequest(
        @Nullable SessionId session,
        PhoneNumber number,
        Device device,
        Locale language,
        String address,
        @Nullable String challenge) {}
