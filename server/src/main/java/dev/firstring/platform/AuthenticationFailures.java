package dev.firstring.platform;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;

/**
 * Counts and logs failed authentications. Every failure is counted; at most {@value #LINES} lines a minute are logged
 * for each reason, and the next line reports how many were suppressed, so that a flood of forged tokens does not fill
 * the disk. A line contains the reason, the client's address and the claimed identity if it is an id or a name that the
 * service itself issued; it contains nothing that the client sent. Thread-safe.
 */
@Component
public final class AuthenticationFailures {

    /** The key of the client's address in the logging context. */
    public static final String ADDRESS_LOG_KEY = "clientAddress";

    static final int LINES = 20;

    private static final Logger LOG = LoggerFactory.getLogger(AuthenticationFailures.class);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** Why an authentication failed. */
    public enum Reason implements WireWord.Hyphenated {
        /** Two different tokens or keys, or a malformed header. */
        CREDENTIALS_MALFORMED,
        /** A bearer token that is malformed, forged or issued for another audience. */
        TOKEN_INVALID,
        /** A bearer token of an issuer that is not trusted. */
        TOKEN_ISSUER_UNKNOWN,
        TOKEN_EXPIRED,
        /** A bearer token that was revoked by its account, or whose account is erased. */
        TOKEN_ENDED,
        /** A cookie that another site's page may have sent. */
        CROSS_SITE,
        API_KEY_UNKNOWN,
        API_KEY_EXPIRED,
        API_KEY_REVOKED,
        /** A refresh token that is malformed, unknown or of a sign-in that has ended. */
        REFRESH_TOKEN_UNKNOWN,
        REFRESH_TOKEN_EXPIRED,
        REFRESH_TOKEN_REUSED,
        /** An admin route was called by an account that is not an admin, or with a key that lacks the scope. */
        NOT_AN_OPERATOR,
        /** A link call was repeated by another client, too late, or after the account signed out. */
        SESSION_ENDED,
        /** A delivery receipt that is not authenticated by its provider. */
        RECEIPT_FORGED,
        /** A provisioning link that is unknown, used or expired. */
        PROVISIONING_TOKEN
    }

    private static final class Lines {

        private Instant since = Instant.MIN;
        private int written;
        private long leftOut;
    }

    private final Clock clock;
    private final Map<Reason, Counter> counters = new EnumMap<>(Reason.class);
    private final Map<Reason, Lines> lines = new EnumMap<>(Reason.class);

    public AuthenticationFailures(Clock clock, MeterRegistry meters) {
        this.clock = clock;
        for (Reason reason : Reason.values()) {
            counters.put(
                    reason,
                    Counter.builder("firstring.authentication.failures")
                            .description("Tokens, keys and signatures that were refused")
                            .tag("reason", reason.word())
                            .register(meters));
            lines.put(reason, new Lines());
        }
    }

    /** Records a failure of an unknown subject. */
    public void record(Reason reason) {
        record(reason, "unknown");
    }

    /**
     * Records a failure.
     *
     * @param subject an id or a name that the service itself issued, for the log
     */
    public void record(Reason reason, String subject) {
        Objects.requireNonNull(counters.get(reason)).increment();
        Lines written = Objects.requireNonNull(lines.get(reason));
        long leftOut;
        synchronized (written) {
            Instant now = clock.instant();
            if (written.since.equals(Instant.MIN) || !now.isBefore(written.since.plus(MINUTE))) {
                written.since = now;
                written.written = 0;
            }
            if (written.written == LINES) {
                written.leftOut++;
                return;
            }
            written.written++;
            leftOut = written.leftOut;
            written.leftOut = 0;
        }
        LOG.warn(
                "authentication failed: {}, from {}, as {}{}",
                reason.word(),
                Objects.requireNonNullElse(MDC.get(ADDRESS_LOG_KEY), "unknown"),
                subject,
                leftOut == 0 ? "" : "; " + leftOut + " more were left out");
    }
}
