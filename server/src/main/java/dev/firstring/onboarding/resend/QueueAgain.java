package dev.firstring.onboarding.resend;

import dev.firstring.abuse.Allowance;
import dev.firstring.abuse.SendLimits;
import dev.firstring.abuse.SendRequest;
import dev.firstring.abuse.challenge.Challenges;
import dev.firstring.abuse.challenge.Challenges.Vouching;
import dev.firstring.abuse.challenge.PresentedSolution;
import dev.firstring.messaging.Channel;
import dev.firstring.onboarding.session.CurrentCode;
import dev.firstring.onboarding.session.OnboardingSession;
import dev.firstring.onboarding.session.SessionId;
import dev.firstring.onboarding.session.SessionRefusal;
import dev.firstring.onboarding.session.SessionTimers;
import dev.firstring.onboarding.session.Sessions;
import dev.firstring.onboarding.session.Step;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.phone.PhoneNumbers;
import dev.firstring.platform.RetryingTransactions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The transaction of a resend: what the session and the limits say, and the message if both say yes. Thread-safe. */
@Component
class QueueAgain {

    private final Sessions sessions;
    private final SessionTimers timers;
    private final SendLimits limits;
    private final Challenges challenges;
    private final Resending resending;
    private final PhoneNumbers numbers;
    private final RetryingTransactions transactions;
    private final Clock clock;

    QueueAgain(
            Sessions sessions,
            SessionTimers timers,
            SendLimits limits,
            Challenges challenges,
            Resending resending,
            PhoneNumbers numbers,
            RetryingTransactions transactions,
            Clock clock) {
        this.sessions = sessions;
        this.timers = timers;
        this.limits = limits;
        this.challenges = challenges;
        this.resending = resending;
        this.numbers = numbers;
        this.transactions = transactions;
        this.clock = clock;
    }

    private sealed interface Attempt {}

    sealed interface Result extends Attempt {}

    record Queued(Resending.Written written, Allowance.Granted granted) implements Result {}

    /** A test number: there is nothing to send. */
    record QueuedTest(OnboardingSession session) implements Result {}

    record Refused(ResendOutcome outcome) implements Result {}

    /** Somebody else has to be asked about the solution first, with no transaction open. */
    private record Unjudged(PhoneNumber number, Allowance.ChallengeWanted wanted) implements Attempt {}

    Result queue(SessionId id, ResendRequest request) {
        Wish wish = new Wish(request, PresentedSolution.of(request.challenge()), clock.instant());
        return switch (run(id, wish)) {
            case Unjudged unjudged -> afterAsking(id, wish, unjudged);
            case Result result -> result;
        };
    }

    private Result afterAsking(SessionId id, Wish wish, Unjudged unjudged) {
        return switch (challenges.ask(wish.solution(), wish.request().address())) {
            case Vouching.Good(PresentedSolution vouched) ->
                run(id, new Wish(wish.request(), vouched, clock.instant())) instanceof Result result
                        ? result
                        : new Refused(challenged(unjudged.number(), wish, unjudged.wanted()));
            case Vouching.Bad bad -> new Refused(challenged(unjudged.number(), wish, unjudged.wanted()));
            case Vouching.Unknown unknown -> new Refused(new ResendOutcome.ChallengeUnjudged());
        };
    }

    private Attempt run(SessionId id, Wish wish) {
        ResendRequest request = wish.request();
        // Whose turn it is goes by what was typed: which number that is only the session tells.
        return limits.inTurn(request.address(), request.number().text(), () -> runNow(id, wish));
    }

    private Attempt runNow(SessionId id, Wish wish) {
        return transactions.run(transaction -> {
            Attempt attempt = sessions.find(id, wish.now())
                    .map(session -> queueIn(id, session, wish))
                    .orElseGet(() -> new Refused(new ResendOutcome.NotNow(new SessionRefusal.NotFound())));
            if (attempt instanceof Refused || attempt instanceof Unjudged) {
                transaction.setRollbackOnly();
            }
            return attempt;
        });
    }

    private record Wish(ResendRequest request, PresentedSolution solution, Instant now) {}

    private Attempt queueIn(SessionId id, OnboardingSession session, Wish wish) {
        Optional<ResendOutcome> hindrance = hindrance(session, wish);
        CurrentCode code = session.code();
        if (hindrance.isPresent() || code == null) {
            return new Refused(hindrance.orElseThrow());
        }
        if (code.testNumber()) {
            return new QueuedTest(resending
                    .write(id, session, code, wish.request().channel(), wish.now())
                    .session());
        }
        return attempt(id, session, code, wish);
    }

    /** A look first: what is refused anyway shall cost no writing. What is taken then is exact. */
    private Attempt attempt(SessionId id, OnboardingSession session, CurrentCode code, Wish wish) {
        ResendRequest request = wish.request();
        PhoneNumber number = numberOf(session);
        SendRequest send = new SendRequest(
                number,
                request.address(),
                session.device().id(),
                session.device().proof(),
                false,
                false,
                wish.now());
        return switch (limits.look(send)) {
            case Allowance.Granted granted -> taken(id, session, code, wish, send);
            case Allowance.ChallengeWanted wanted ->
                switch (challenges.look(wish.solution(), number, request.address(), wanted.pressure())) {
                    case SOLVED -> taken(id, session, code, wish, send);
                    case NOT_SOLVED -> new Refused(challenged(number, wish, wanted));
                    case ASK_FIRST -> new Unjudged(number, wanted);
                };
            case Allowance.Limited limited -> limited(session, limited);
        };
    }

    private Attempt taken(SessionId id, OnboardingSession session, CurrentCode code, Wish wish, SendRequest send) {
        return switch (limits.take(send)) {
            case Allowance.Granted granted -> written(id, session, code, wish, granted);
            case Allowance.ChallengeWanted wanted -> redeemed(id, session, code, wish, wanted);
            case Allowance.Limited limited -> limited(session, limited);
        };
    }

    private Refused limited(OnboardingSession session, Allowance.Limited limited) {
        return new Refused(new ResendOutcome.Limited(
                limited.policy(), limited.retryAfter(), limited.policies(), timers.of(session, limited.retryAfter())));
    }

    private Attempt redeemed(
            SessionId id, OnboardingSession session, CurrentCode code, Wish wish, Allowance.ChallengeWanted wanted) {
        PhoneNumber number = numberOf(session);
        return switch (challenges.redeem(wish.solution(), number, wish.request().address(), wanted.pressure())) {
            case SOLVED -> {
                Result written = written(id, session, code, wish, wanted.whenSolved());
                limits.passed(wanted, wish.now());
                yield written;
            }
            case NOT_SOLVED -> new Refused(challenged(number, wish, wanted));
            case ASK_FIRST -> new Unjudged(number, wanted);
        };
    }

    private static PhoneNumber numberOf(OnboardingSession session) {
        return Objects.requireNonNull(session.number(), "a session that waits for a code has a number");
    }

    private ResendOutcome challenged(PhoneNumber number, Wish wish, Allowance.ChallengeWanted wanted) {
        return new ResendOutcome.ChallengeRequired(
                challenges.issue(number, wish.request().address(), wanted.pressure()));
    }

    private Result written(
            SessionId id, OnboardingSession session, CurrentCode code, Wish wish, Allowance.Granted granted) {
        Resending.Written written =
                resending.write(id, session, code, wish.request().channel(), wish.now());
        return new Queued(written, granted);
    }

    private Optional<ResendOutcome> hindrance(OnboardingSession session, Wish wish) {
        Optional<SessionRefusal> refusal = SessionRefusal.of(session, Step.OTP_VERIFICATION, wish.now());
        if (refusal.isPresent()) {
            return Optional.of(new ResendOutcome.NotNow(refusal.get()));
        }
        if (!wish.request().number().isThatOf(session, numbers)) {
            return Optional.of(new ResendOutcome.OtherNumber());
        }
        if (timers.triesUsedUp(session)) {
            return Optional.of(new ResendOutcome.TriesUsedUp());
        }
        if (wish.request().channel() == Channel.SMS && !timers.takesSms(session)) {
            return Optional.of(new ResendOutcome.Landline());
        }
        Optional<Duration> wait = timers.untilNext(session, wish.request().channel());
        return wait.isPresent() && wait.get().isZero()
                ? Optional.empty()
                : Optional.of(new ResendOutcome.Limited(
                        "session-" + wish.request().channel().word(),
                        wait.orElseGet(() -> Duration.between(wish.now(), session.expiresAt())),
                        List.of(),
                        timers.of(session, Duration.ZERO)));
    }
}
