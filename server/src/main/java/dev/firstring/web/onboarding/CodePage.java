package dev.firstring.web.onboarding;

import dev.firstring.abuse.challenge.Challenge;
import dev.firstring.web.layout.Notice;
import org.jspecify.annotations.Nullable;

/**
 * What the page of the code shows.
 *
 * @param number masked but for its last digits
 * @param delivery the word that the wire has for the state of the last message; null where nothing was sent
 * @param deliveryKey the key of the same in words
 * @param nextSms seconds until another SMS, 0 for now, null for never
 * @param nextCall the same for a call
 * @param attemptsLeft how often the code may still be tried
 * @param error what is wrong with the code that was sent; null for nothing
 * @param asked what is to be solved before another message goes; null for nothing
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
     * A challenge, and the channel of the message that waits for it.
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
