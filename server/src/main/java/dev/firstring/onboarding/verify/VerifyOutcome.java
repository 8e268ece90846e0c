package dev.firstring.onboarding.verify;

import dev.firstring.onboarding.session.SessionRefusal;
import dev.firstring.phone.PhoneNumber;

/** The result of judging a code. */
public sealed interface VerifyOutcome {

    /** It is right: the number is proved and the session waits to be linked. */
    record Verified(PhoneNumber number) implements VerifyOutcome {}

    /** It is wrong, and was counted. */
    record Wrong(int attemptsLeft) implements VerifyOutcome {}

    /** The code can be tried no more, or ran out, or there is none: a new one is needed. Nothing was counted. */
    record NoCode(Reason reason) implements VerifyOutcome {}

    /** The number is not the session's. Nothing was counted. */
    record OtherNumber() implements VerifyOutcome {}

    /** The session does not wait for a code. */
    record NotNow(SessionRefusal refusal) implements VerifyOutcome {}

    enum Reason {
        EXPIRED,
        TRIES_USED_UP,
        NONE_PENDING
    }
}
