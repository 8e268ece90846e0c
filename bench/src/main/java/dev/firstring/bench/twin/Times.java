package dev.firstring.bench.twin;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.stream.IntStream;

/** SQL for times: relative to now, with the offset from the request in the captured flows. */
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

    /** The units that times may be truncated to, longest first. */
    private static final List<Duration> UNITS = List.of(
            Duration.ofDays(1),
            Duration.ofHours(1),
            Duration.ofMinutes(15),
            Duration.ofMinutes(10),
            Duration.ofMinutes(5),
            Duration.ofMinutes(1));

    private Times() {}

    static String sql(Slot slot) {
        List<Instant> values = slot.present().stream().map(Times::parse).toList();
        List<Instant> asked = slot.asked();
        List<Duration> distances = IntStream.range(0, values.size())
                .mapToObj(i -> Duration.between(asked.get(i), values.get(i)))
                .toList();
        for (Duration unit : UNITS) {
            if (values.stream().allMatch(value -> value.equals(floor(value, unit)))) {
                List<Long> before = IntStream.range(0, values.size())
                        .mapToObj(i -> Duration.between(values.get(i), floor(asked.get(i), unit))
                                .toSeconds())
                        .distinct()
                        .toList();
                if (before.size() == 1) {
                    return "(date_bin('" + unit.toSeconds() + " seconds', now(), 'epoch') - interval '"
                            + before.getFirst() + " seconds')";
                }
            }
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

    private static Instant floor(Instant time, Duration unit) {
        return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), unit.toSeconds()) * unit.toSeconds());
    }

    static Instant parse(String text) {
        String spaced = text.replace('T', ' ').replaceFirst("Z$", "+00");
        return OffsetDateTime.parse(spaced, spaced.matches(".*[+-]\\d\\d:\\d\\d$") ? FORMAT : SHORT)
                .toInstant();
    }
}
