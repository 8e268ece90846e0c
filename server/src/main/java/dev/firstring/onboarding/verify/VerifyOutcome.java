package dev.firstring.onboarding.verify;

import dev.firstring.onboarding.session.SessionRefusal;
import dev.firstring.phone.PhoneNumber;

/** The result of judging a code. */
public sealed interface VerifyOutcome {

    /** The code is right: the number is verified and the session can be linked. */
    record Verified(PhoneNumber number) implements VerifyOutcome {}

    /** The code is wrong; the attempt was counted. */
    record Wrong(int attemptsLeft) implements VerifyOutcome {}

    /** The code has no attempts left, has expired or does not exist; a new one is required. Nothing was counted. */
    record NoCode(Reason reason) implements VerifyOutcome {}

    /** The number is not the session's. Nothing was counted. */
    record OtherNumber() implements VerifyOutcome {}

    /** The session is not waiting for a code. */
    record NotNow(SessionRefusal refusal) implements VerifyOutcome {}

    enum Reason {
        EXPIRED,
        TRIES_USED_UP,
        NONE_PENDING
    }
}
