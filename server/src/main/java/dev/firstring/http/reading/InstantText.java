package dev.firstring.http.reading;

import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import org.springframework.format.Formatter;

/**
 * Parses times in queries: RFC 3339, years 0000 to 9999. Java accepts other years, but they are out of range for the
 * database. Thread-safe.
 */
final class InstantText implements Formatter<Instant> {

    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    @Override
    public Instant parse(String text, Locale locale) throws ParseException {
        try {
            Instant time = Instant.parse(text);
            if (!time.isBefore(FIRST) && time.isBefore(END)) {
                return time;
            }
        } catch (DateTimeException e) {
            throw (ParseException) new ParseException("not a time of RFC 3339", 0).initCause(e);
        }
        throw new ParseException("a year that RFC 3339 does not have", 0);
    }

    @Override
    public String print(Instant time, Locale locale) {
        return time.toString();
    }
}
