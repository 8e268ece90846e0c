package dev.firstring.platform.database;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Enforces the time limit of the SIP servers' role, since PostgreSQL lets every role lift its own limits: terminates
 * sessions with a transaction older than {@code firstring.database.sip-reader-longest} or an advisory lock. Counted in
 * {@code firstring.database.sip.reader.ended}. Thread-safe.
 */
public final class SipReaderWatch {

    private static final Logger LOG = LoggerFactory.getLogger(SipReaderWatch.class);
    private static final String END_STUCK = "SELECT sip_reader_end_stuck(make_interval(secs => :longest))";

    private final JdbcClient jdbc;
    private final Duration longest;
    private final Counter ended;

    SipReaderWatch(JdbcClient jdbc, Duration longest, MeterRegistry meters) {
        this.jdbc = jdbc;
        this.longest = longest;
        this.ended = Counter.builder("firstring.database.sip.reader.ended")
                .description("Sessions of the SIP reader that were ended because they took too long")
                .register(meters);
    }

    /**
     * Terminates the sessions that exceed the limit now.
     *
     * @return the number of terminated sessions
     */
    public int endStuck() {
        int count = jdbc.sql(END_STUCK)
                .param("longest", longest.toMillis() / 1000.0)
                .query(Integer.class)
                .single();
        if (count > 0) {
            ended.increment(count);
            LOG.warn(
                    "ended {} sessions of the SIP servers' role: each was in a transaction for more than {} or held a lock;"
                            + " see who uses this login",
                    count,
                    longest);
        }
        return count;
    }
}
