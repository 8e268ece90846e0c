package dev.firstring.bench.twin;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;

/** Times as SQL: relative to now, as they were relative to the request in the captured flows. */
final class Times {

    private static final DateTimeFormatter FORMAT = new DateTimeFormatterBuilder()
            .appendPattern("yyyy-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendOffset("+HH:mm", "+00")
            .toFormatter();
    private static final DateTimeFormatter SHORT = new DateTimeFormatterBuilder()
            .appendPattern("yyyy-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendOffset("+HH", "+00")
            .toFormatter();
    private static final Duration NEAR = Duration.ofSeconds(2);

    private Times() {}

    static String sql(Slot slot) {
        List<Instant> values = slot.present().stream().map(Times::parse).toList();
        List<Instant> asked = slot.asked();
        List<Duration> distances = IntStream.range(0, values.size())
                .mapToObj(i -> Duration.between(asked.get(i), values.get(i)))
                .toList();
        if (values.stream().allMatch(value -> value.equals(value.truncatedTo(ChronoUnit.DAYS)))) {
            return "date_trunc('day', now())";
        }
        if (values.stream().allMatch(value -> value.equals(value.truncatedTo(ChronoUnit.MINUTES)))) {
            return "date_trunc('minute', now())";
        }
        if (distances.stream().allMatch(distance -> distance.abs().compareTo(NEAR) < 0)) {
            return "now()";
        }
        long seconds = Math.round(distances.getFirst().toMillis() / 1000.0);
        Duration first = Duration.ofSeconds(seconds);
        if (distances.stream().allMatch(distance -> distance.minus(first).abs().compareTo(NEAR) < 0)) {
            return "(now() + interval '" + seconds + " seconds')";
        }
        throw slot.unknown("is a time at no fixed distance from the request");
    }

    static Instant parse(String text) {
        String spaced = text.replace('T', ' ').replaceFirst("Z$", "+00");
        return OffsetDateTime.parse(spaced, spaced.matches(".*[+-]\\d\\d:\\d\\d$") ? FORMAT : SHORT)
                .toInstant();
    }
}
