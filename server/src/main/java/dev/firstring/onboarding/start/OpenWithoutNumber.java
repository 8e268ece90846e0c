package dev.firstring.onboarding.start;

import dev.firstring.abuse.limits.OpeningLimit;
import dev.firstring.onboarding.session.Device;
import dev.firstring.onboarding.session.SessionId;
import dev.firstring.onboarding.session.SessionSettings;
import dev.firstring.platform.Ids;
import dev.firstring.platform.RetryingTransactions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Opens a session before the user enters a number, for clients that need the session id early. The session is in step
 * {@code phone_input} and sends nothing; {@link StartOnboarding} continues it under the same id. Thread-safe.
 */
@Component
public class OpenWithoutNumber {

    private final OpeningLimit limit;
    private final Ids ids;
    private final SessionSettings settings;
    private final RetryingTransactions transactions;
    private final OpeningStore store;
    private final Clock clock;

    OpenWithoutNumber(
            OpeningLimit limit,
            Ids ids,
            SessionSettings settings,
            RetryingTransactions transactions,
            OpeningStore store,
            Clock clock) {
        this.limit = limit;
        this.ids = ids;
        this.settings = settings;
        this.transactions = transactions;
        this.store = store;
        this.clock = clock;
    }

    /** The result of opening a session. */
    public sealed interface Outcome {

        record Opened(SessionId id, Instant createdAt, Instant expiresAt) implements Outcome {}

        record Limited(Duration retryAfter) implements Outcome {}
    }

    /**
     * Opens a session that waits for its number.
     *
     * @param address the caller's address as counted by the limits
     */
    public Outcome open(Device device, Locale language, String address) {
        return transactions.run(transaction -> {
            Instant now = clock.instant();
            Optional<Duration> wait = limit.take(address, now);
            return wait.<Outcome>map(Outcome.Limited::new).orElseGet(() -> write(device, language, now));
        });
    }

    private Outcome write(Device device, Locale language, Instant now) {
        SessionId id = SessionId.draw(ids);
        Instant end = now.plus(settings.lifetime());
        store.openWithoutNumber(id, device, language, now, end);
        return new Outcome.Opened(id, now, end);
    }
}
