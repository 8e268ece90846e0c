package dev.firstring.web.onboarding;

import dev.firstring.abuse.challenge.Challenges.Challenge;
import dev.firstring.web.layout.Notice;
import org.jspecify.annotations.Nullable;

/**
 * The model of the code page.
 *
 * @param number masked except for the last digits
 * @param delivery the delivery state of the last message, as on the wire; null if nothing was sent
 * @param deliveryKey the message key of the same
 * @param nextSms seconds until the next SMS is possible, 0 for now, null for never
 * @param nextCall the same for a call
 * @param attemptsLeft how many more codes may be tried
 * @param error the error of the code that was sent; null for none
 * @param asked the challenge to solve before another message is sent; null for none
 */
record CodePage(
        String number,
        @Nullable String delivery,
        @Nullable String deliveryKey,
        @Nullable Long nextSms,
        @Nullable Long nextCall,
        int attemptsLeft,
        @Nullable String error,
        @Nullable Notice notice,
        @Nullable Asked asked) {

    /**
     * A challenge, and the channel of the message that requires it.
     *
     * @param channel {@code sms} or {@code voice}
     */
    record Asked(String channel, Challenge challenge) {}

    CodePage wrong(String text) {
        return new CodePage(number, delivery, deliveryKey, nextSms, nextCall, attemptsLeft, text, notice, asked);
    }

    CodePage with(Notice other) {
        return new CodePage(number, delivery, deliveryKey, nextSms, nextCall, attemptsLeft, error, other, asked);
    }

    CodePage asks(String channel, Challenge challenge) {
        return new CodePage(
                number,
                delivery,
                deliveryKey,
                nextSms,
                nextCall,
                attemptsLeft,
                error,
                notice,
                new Asked(channel, challenge));
    }
}
