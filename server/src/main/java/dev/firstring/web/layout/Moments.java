package dev.firstring.web.layout;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Formats dates and times in the user's language. They are in UTC, and times say so; the element {@code local-time}
 * converts them to the browser's time zone.
 */
public final class Moments {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofLocalizedDateTime(
                    FormatStyle.LONG, FormatStyle.SHORT)
            .withZone(ZoneOffset.UTC);

    private Moments() {}

    /**
     * A date or time on a page.
     *
     * @param iso RFC 3339
     * @param precision {@code day} or {@code minute}
     */
    public record Moment(String iso, String text, String precision) {}

    public static Moment day(Instant at, Locale language) {
        return new Moment(at.toString(), DAY.withLocale(language).format(at), "day");
    }

    /** Formats a date with its time; null for null. */
    public static @Nullable Moment minute(@Nullable Instant at, Locale language) {
        return at == null
                ? null
                : new Moment(at.toString(), MINUTE.withLocale(language).format(at) + " UTC", "minute");
    }
}
