package dev.firstring.web.onboarding;

import dev.firstring.messaging.Channel;
import org.jspecify.annotations.Nullable;

/**
 * What the first page sends. Whatever is too long to be meant is as if it were not there.
 *
 * @param deviceId drawn by the browser and kept there; without scripts it is drawn with the page
 * @param channel {@code voice} to be called, where the number takes no SMS
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

    /** An upper-case code of two letters; null if there is none. */
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

    /** A solved challenge in what a form sent; null if there is none. */
    static @Nullable String solution(@Nullable String text) {
        return text == null || text.isEmpty() || text.length() > LONGEST_CHALLENGE ? null : text;
    }

    @Override
    public String toString() {
        return "NumberForm[" + region + "]";
    }
}
