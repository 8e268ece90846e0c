package dev.firstring.onboarding.link;

import dev.firstring.messaging.outbox.Notices;
import dev.firstring.onboarding.session.CurrentCode;
import dev.firstring.onboarding.session.OnboardingSession;
import dev.firstring.onboarding.session.SessionId;
import dev.firstring.phone.NumberPolicy;
import dev.firstring.phone.NumberVerdict;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.phone.TestNumbers;
import java.time.Instant;
import java.util.Objects;
import org.springframework.stereotype.Component;

/**
 * Tells a number that its account has another one now, so that its owner hears of a change that was not theirs. Numbers that get
 * no codes get no such message either. Thread-safe.
 */
@Component
class TellOldNumber {

    private final Notices notices;
    private final NumberPolicy policy;
    private final TestNumbers testNumbers;

    TellOldNumber(Notices notices, NumberPolicy policy, TestNumbers testNumbers) {
        this.notices = notices;
        this.policy = policy;
        this.testNumbers = testNumbers;
    }

    /** Queues the message, in the caller's transaction. */
    void tell(PhoneNumber old, SessionId id, OnboardingSession proved, Instant now) {
        if (testNumbers.lookup(old, now).isPresent() || !(policy.judge(old) instanceof NumberVerdict.Allowed)) {
            return;
        }
        CurrentCode code = Objects.requireNonNull(proved.code(), "a proved session has a code");
        PhoneNumber number = Objects.requireNonNull(proved.number(), "a proved session has a number");
        notices.numberChanged(old, number, code.seed().verificationId(), id.hash(), proved.language(), now);
    }
}
