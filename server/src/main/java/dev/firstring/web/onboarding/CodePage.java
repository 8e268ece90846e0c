package dev.firstring.web.onboarding;

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
 */
record CodePage(
        String number,
        @Nullable String delivery,
        @Nullable String deliveryKey,
        @Nullable Long nextSms,
        @Nullable Long nextCall,
        int attemptsLeft,
        @Nullable String error,
        @Nullable Notice notice) {

    CodePage wrong(String text) {
        return new CodePage(number, delivery, deliveryKey, nextSms, nextCall, attemptsLeft, text, notice);
    }

    CodePage with(Notice other) {
        return new CodePage(number, delivery, deliveryKey, nextSms, nextCall, attemptsLeft, error, other);
    }
}
