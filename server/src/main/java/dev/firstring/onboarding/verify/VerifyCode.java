package dev.firstring.onboarding.verify;

import dev.firstring.onboarding.session.OnboardingSession;
import dev.firstring.onboarding.session.OnboardingSession.CurrentCode;
import dev.firstring.onboarding.session.OnboardingSession.NamedNumber;
import dev.firstring.onboarding.session.OnboardingSession.Step;
import dev.firstring.onboarding.session.SessionId;
import dev.firstring.onboarding.session.SessionStore;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.phone.PhoneNumbers;
import dev.firstring.phone.TestNumbers;
import dev.firstring.platform.RetryingTransactions;
import dev.firstring.verification.Codes;
import dev.firstring.verification.Otp;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionStatus;

/**
 * Judges the code that a user enters. Reading the session, judging and counting take one transaction of three round
 * trips; an attempt is judged and counted in the same statement. Thread-safe.
 */
@Component
public class VerifyCode {

    private final SessionStore sessions;
    private final JudgementStore judgements;
    private final Codes codes;
    private final TestNumbers testNumbers;
    private final PhoneNumbers numbers;
    private final RetryingTransactions transactions;
    private final Clock clock;

    VerifyCode(
            SessionStore sessions,
            JudgementStore judgements,
            Codes codes,
            TestNumbers testNumbers,
            PhoneNumbers numbers,
            RetryingTransactions transactions,
            Clock clock) {
        this.sessions = sessions;
        this.judgements = judgements;
        this.codes = codes;
        this.testNumbers = testNumbers;
        this.numbers = numbers;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** The result of judging a code. */
    public sealed interface Outcome {

        /** The code is right: the number is verified and the session can be linked. */
        record Verified(PhoneNumber number) implements Outcome {}

        /** The code is wrong; the attempt was counted. */
        record Wrong(int attemptsLeft) implements Outcome {}

        /** The code has no attempts left, has expired or does not exist; a new one is required. Nothing was counted. */
        record NoCode(Reason reason) implements Outcome {}

        /** The number is not the session's. Nothing was counted. */
        record OtherNumber() implements Outcome {}

        /** The session is not waiting for a code. */
        record NotNow(OnboardingSession.Refusal refusal) implements Outcome {}

        enum Reason {
            EXPIRED,
            TRIES_USED_UP,
            NONE_PENDING
        }
    }

    /** Judges the code that was entered for a number in a session. */
    public Outcome verify(SessionId id, NamedNumber number, Otp presented) {
        Instant now = clock.instant();
        return transactions.run(transaction -> sessions.find(id, now)
                .map(session -> judge(id, session, number, presented, now, transaction))
                .orElseGet(() -> new Outcome.NotNow(new OnboardingSession.Refusal.NotFound())));
    }

    private Outcome judge(
            SessionId id,
            OnboardingSession session,
            NamedNumber named,
            Otp presented,
            Instant now,
            TransactionStatus transaction) {
        Optional<Outcome> hindrance = hindrance(session, named, now);
        CurrentCode code = session.code();
        PhoneNumber number = session.number();
        if (hindrance.isPresent() || code == null || number == null) {
            return hindrance.orElseGet(() -> new Outcome.NoCode(Outcome.Reason.NONE_PENDING));
        }
        boolean right = presented.equals(expected(code, number, now));
        Optional<JudgementStore.Judgement> judgement = right
                ? judgements.right(id, code.seed().verificationId(), number, session.guardSubject(), now)
                : judgements.wrong(id, code.seed().verificationId(), session.guardSubject(), now);
        if (judgement.isEmpty()) {
            // A concurrent request was first. Its result determines why this code, right or wrong, was not judged.
            transaction.setRollbackOnly();
            return sessions.find(id, now)
                    .flatMap(changed -> hindrance(changed, named, now))
                    .orElseGet(() -> new Outcome.NoCode(Outcome.Reason.NONE_PENDING));
        }
        return right
                ? new Outcome.Verified(number)
                : new Outcome.Wrong(judgement.get().attemptsLeft());
    }

    /** Why no code can be judged now; empty if one can. */
    private Optional<Outcome> hindrance(OnboardingSession session, NamedNumber named, Instant now) {
        Optional<OnboardingSession.Refusal> refusal = OnboardingSession.Refusal.of(session, Step.OTP_VERIFICATION, now);
        if (refusal.isPresent()) {
            return Optional.of(new Outcome.NotNow(refusal.get()));
        }
        if (!named.isThatOf(session, numbers)) {
            return Optional.of(new Outcome.OtherNumber());
        }
        CurrentCode code = session.code();
        if (code == null) {
            return Optional.of(new Outcome.NoCode(Outcome.Reason.NONE_PENDING));
        }
        if (code.tries() >= code.triesAllowed()) {
            return Optional.of(new Outcome.NoCode(Outcome.Reason.TRIES_USED_UP));
        }
        return code.expired(now) ? Optional.of(new Outcome.NoCode(Outcome.Reason.EXPIRED)) : Optional.empty();
    }

    private Otp expected(CurrentCode code, PhoneNumber number, Instant now) {
        return code.testNumber()
                ? testNumbers
                        .lookup(numbers.today(number), now)
                        .map(test -> new Otp(test.code().reveal()))
                        .orElseGet(() -> codes.codeOf(code.seed()))
                : codes.codeOf(code.seed());
    }
}
