package dev.firstring.onboarding.start;

import dev.firstring.messaging.Channel;
import dev.firstring.onboarding.session.Device;
import dev.firstring.onboarding.session.SessionId;
import dev.firstring.phone.PhoneNumber;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Somebody types a number.
 *
 * @param session the session that was opened without a number and gets this one; null for a new one
 * @param region the region that the number was read with; null for none
 * @param device as it describes itself, with the proof that it presented
 * @param address the caller's address as limits count it
 * @param channel how the first code is to come; a call counts only for numbers that take no SMS
 * @param challenge a solved challenge; null if there is none
 */
public record StartRequest(
        @Nullable SessionId session,
        PhoneNumber number,
        @Nullable String region,
        Device device,
        Locale language,
        String address,
        Channel channel,
        @Nullable String challenge) {

    StartRequest by(Channel other) {
        return new StartRequest(session, number, region, device, language, address, other, challenge);
    }
}
