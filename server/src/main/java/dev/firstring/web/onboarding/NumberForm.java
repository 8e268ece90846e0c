package dev.firstring.web.onboarding;

import dev.firstring.messaging.Channel;
import org.jspecify.annotations.Nullable;

/**
 * The form of the first page. Values that are too long are treated as absent.
 *
 * @param deviceId generated and stored by the browser; without scripts it is generated with the page
 * @param channel {@code voice} to be called if the number cannot receive SMS
 * @param challenge a solved challenge
 */
record NumberForm(
        @Nullable String phoneNumber,
        @Nullable String region,
        @Nullable String deviceId,
        @Nullable String channel,
        @Nullable String challenge) {

    private static final int LONGEST_NUMBER = 64;
    private static final int LONGEST_CHALLENGE = 4096;

    String number() {
        return phoneNumber == null || phoneNumber.length() > LONGEST_NUMBER ? "" : phoneNumber;
    }

    /** An upper-case two-letter code; null if absent. */
    @Nullable
    String country() {
        return region != null && region.matches("[A-Z]{2}") ? region : null;
    }

    @Nullable
    String device() {
        return deviceId != null && deviceId.matches("[A-Za-z0-9_-]{16,64}") ? deviceId : null;
    }

    Channel wanted() {
        return "voice".equals(channel) ? Channel.VOICE : Channel.SMS;
    }

    @Nullable
    String solution() {
        return solution(challenge);
    }

    /** Returns the solved challenge of a form; null if absent. */
    static @Nullable String solution(@Nullable String text) {
        return text == null || text.isEmpty() || text.length() > LONGEST_CHALLENGE ? null : text;
    }

    @Override
    public String toString() {
        return "NumberForm[" + region + "]";
    }
}
