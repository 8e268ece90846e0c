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
 * Where every failed authentication is counted and logged. Each one is counted; of each reason at most {@value #LINES}
 * lines a minute are logged, and the next line says how many were left out, so that a flood of forged tokens does not fill
 * the disk. A line has the reason, the client's address and who it claims to be where that is an id or a name that the
 * service itself gave; nothing that the client sent. Thread-safe.
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
        /** Two tokens or keys that differ, or a header that is malformed. */
        CREDENTIALS_MALFORMED,
        /** A bearer token that is no token, is forged, or is for somebody else. */
        TOKEN_INVALID,
        /** A bearer token of an issuer that is not trusted. */
        TOKEN_ISSUER_UNKNOWN,
        TOKEN_EXPIRED,
        /** A bearer token that its account ended, or whose account is erased. */
        TOKEN_ENDED,
        /** A cookie that another site's page may have sent. */
        CROSS_SITE,
        API_KEY_UNKNOWN,
        API_KEY_EXPIRED,
        API_KEY_REVOKED,
        /** A refresh token that is no token or of no sign-in, or whose sign-in has ended. */
        REFRESH_TOKEN_UNKNOWN,
        REFRESH_TOKEN_EXPIRED,
        REFRESH_TOKEN_REUSED,
        /** An admin route was called by an account that is not an admin, or with a key that lacks the scope. */
        NOT_AN_OPERATOR,
        /** A link was repeated by somebody else, too late, or after the account ended its sign-ins. */
        SESSION_ENDED,
        /** A receipt of a message that its provider did not sign. */
        RECEIPT_FORGED,
        /** A provisioning link that is unknown, used up or over. */
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

    /** Somebody unknown failed. */
    public void record(Reason reason) {
        record(reason, "unknown");
    }

    /**
     * Somebody failed who claims to be somebody.
     *
     * @param subject an id or a name that the service itself gave, for the log
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
