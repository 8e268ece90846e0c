package dev.firstring.console.doctor.database;

import dev.firstring.console.doctor.Check;
import dev.firstring.console.doctor.Finding;
import dev.firstring.console.doctor.Finding.Fine;
import dev.firstring.console.doctor.Finding.Wrong;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Checks that the clocks of this machine and of the database server differ by at most two seconds. */
public final class ClockCheck implements Check {

    private static final Duration MOST = Duration.ofSeconds(2);

    private final JdbcClient service;
    private final Clock clock;

    public ClockCheck(JdbcClient service, Clock clock) {
        this.service = service;
        this.clock = clock;
    }

    @Override
    public String subject() {
        return "clocks";
    }

    @Override
    public List<Finding> look() {
        Instant before = clock.instant();
        Instant theirs = service.sql("SELECT clock_timestamp()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
        Instant middle = before.plus(Duration.between(before, clock.instant()).dividedBy(2));
        Duration difference = Duration.between(middle, theirs).abs();
        String detail = "this machine and the database differ by " + difference.toMillis() + " ms";
        return List.of(
                difference.compareTo(MOST) <= 0
                        ? new Fine(subject(), detail)
                        : new Wrong(subject(), detail, "Set both by NTP: codes and tokens live by the clock."));
    }
}
