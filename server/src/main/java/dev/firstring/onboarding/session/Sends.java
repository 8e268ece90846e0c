package dev.firstring.onboarding.session;

import dev.firstring.messaging.Channel;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a session has sent so far; a message that no provider accepted does not count.
 *
 * @param smsRefused whether the last SMS was refused by every provider: then a call may be asked for at once
 */
public record Sends(
        int sms,
        int voice,
        @Nullable Instant firstSmsAt,
        @Nullable Instant lastSmsAt,
        @Nullable Instant lastVoiceAt,
        boolean smsRefused) {

    /** These and one more message. */
    public Sends and(Channel channel, Instant at) {
        return switch (channel) {
            case SMS -> new Sends(sms + 1, voice, firstSmsAt == null ? at : firstSmsAt, at, lastVoiceAt, smsRefused);
            case VOICE -> new Sends(sms, voice + 1, firstSmsAt, lastSmsAt, at, smsRefused);
        };
    }

    /** These less the last message of a channel, which nobody accepted. */
    public Sends less(Channel channel) {
        return switch (channel) {
            case SMS -> new Sends(sms - 1, voice, firstSmsAt, lastSmsAt, lastVoiceAt, true);
            case VOICE -> new Sends(sms, voice - 1, firstSmsAt, lastSmsAt, lastVoiceAt, smsRefused);
        };
    }
}
