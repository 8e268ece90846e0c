package dev.firstring.web.layout;

import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Writes a waiting time in the user's language, in the unit that fits. Thread-safe. */
@Component
public final class Waits {

    /** From here on in the next larger unit, rounded up. */
    private static final long MOST = 120;

    private static final long PER_UNIT = 60;

    private final MessageSource texts;

    Waits(MessageSource texts) {
        this.texts = texts;
    }

    /** Returns the text for some seconds, such as {@code 12 seconds} or {@code 2 minutes}. */
    public String words(long seconds, Locale language) {
        if (seconds < MOST) {
            return text("time.seconds", seconds, language);
        }
        long minutes = Math.ceilDiv(seconds, PER_UNIT);
        return minutes < MOST
                ? text("time.minutes", minutes, language)
                : text("time.hours", Math.ceilDiv(minutes, PER_UNIT), language);
    }

    private String text(String key, long count, Locale language) {
        return texts.getMessage(key, new Object[] {count}, language);
    }
}
