package dev.firstring.onboarding.resend;

import dev.firstring.abuse.Allowance;
import dev.firstring.abuse.SendLimits;
import dev.firstring.abuse.SendRequest;
import dev.firstring.messaging.Channel;
import dev.firstring.onboarding.session.CurrentCode;
import dev.firstring.onboarding.session.OnboardingSession;
import dev.firstring.onboarding.session.SessionId;
import dev.firstring.onboarding.session.SessionRefusal;
import dev.firstring.onboarding.session.SessionTimers;
import dev.firstring.onboarding.session.Sessions;
import dev.firstring.onboarding.session.Step;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.platform.RetryingTransactions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionStatus;

/** The transaction of a resend: what the session and the limits say, and the message if both say yes. Thread-safe. */
@Component
class QueueAgain {

    private final Sessions sessions;
    private final SessionTimers timers;
    private final SendLimits limits;
    private final Resending resending;
    private final RetryingTransactions transactions;
    private final Clock clock;

    QueueAgain(
            Sessions sessions,
            SessionTimers timers,
            SendLimits limits,
            Resending resending,
            RetryingTransactions transactions,
            Clock clock) {
        this.sessions = sessions;
        this.timers = timers;
        this.limits = limits;
        this.resending = resending;
        this.transactions = transactions;
        this.clock = clock;
    }

    sealed interface Result {}

    /**
     * @param session as it is now, with the new message
     * @param avoided the names of providers that failed before in this session
     */
    record Queued(OnboardingSession session, NextMessage message, List<String> avoided, Allowance.Granted granted)
            implements Result {}

    /** A test number: there is nothing to send. */
    record QueuedTest(OnboardingSession session) implements Result {}

    record Refused(ResendOutcome outcome) implements Result {}

    Result queue(SessionId id, PhoneNumber number, Channel channel, String address) {
        Instant now = clock.instant();
        return transactions.run(transaction -> sessions.find(id, now)
                .map(session -> queueIn(id, session, number, new Wish(channel, address, now), transaction))
                .orElseGet(() -> new Refused(new ResendOutcome.NotNow(new SessionRefusal.NotFound()))));
    }

    private record Wish(Channel channel, String address, Instant now) {}

    private Result queueIn(
            SessionId id, OnboardingSession session, PhoneNumber number, Wish wish, TransactionStatus transaction) {
        Optional<ResendOutcome> hindrance = hindrance(session, number, wish);
        CurrentCode code = session.code();
        if (hindrance.isPresent() || code == null) {
            return new Refused(hindrance.orElseThrow());
        }
        if (code.testNumber()) {
            return new QueuedTest(resending
                    .write(id, session, code, wish.channel(), wish.now())
                    .session());
        }
        Allowance allowance = limits.take(
                new SendRequest(number, wish.address(), session.device().id(), false, wish.now()));
        return switch (allowance) {
            case Allowance.Granted granted ->
                queued(resending.write(id, session, code, wish.channel(), wish.now()), granted);
            case Allowance.ChallengeWanted wanted ->
                throw new IllegalStateException("a resend opens no session and so needs no challenge");
            case Allowance.Limited limited -> {
                transaction.setRollbackOnly();
                yield new Refused(new ResendOutcome.Limited(
                        limited.policy(),
                        limited.retryAfter(),
                        limited.policies(),
                        timers.of(session, limited.retryAfter())));
            }
        };
    }

    private Optional<ResendOutcome> hindrance(OnboardingSession session, PhoneNumber number, Wish wish) {
        Optional<SessionRefusal> refusal = SessionRefusal.of(session, Step.OTP_VERIFICATION, wish.now());
        if (refusal.isPresent()) {
            return Optional.of(new ResendOutcome.NotNow(refusal.get()));
        }
        if (!number.equals(session.number())) {
            return Optional.of(new ResendOutcome.OtherNumber());
        }
        if (timers.triesUsedUp(session)) {
            return Optional.of(new ResendOutcome.TriesUsedUp());
        }
        Optional<Duration> wait = timers.untilNext(session, wish.channel());
        return wait.isPresent() && wait.get().isZero()
                ? Optional.empty()
                : Optional.of(new ResendOutcome.Limited(
                        "session-" + wish.channel().word(),
                        wait.orElseGet(() -> Duration.between(wish.now(), session.expiresAt())),
                        List.of(),
                        timers.of(session, Duration.ZERO)));
    }

    private static Result queued(Resending.Written written, Allowance.Granted granted) {
        return new Queued(written.session(), written.message(), written.avoided(), granted);
    }
}
