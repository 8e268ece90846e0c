package dev.firstring.sip.web;

import dev.firstring.http.Answer;
import dev.firstring.http.ErrorCode;
import dev.firstring.http.Problem;
import dev.firstring.sip.CredentialStatus;

/** The refusal of an operation that the state of a credential does not allow. */
public final class StateProblem {

    private StateProblem() {}

    /**
     * Refuses the operation. The state is also in {@code credentialStatus}, because a problem's {@code status} is the
     * HTTP status where there is one (PD-1).
     */
    public static <T> Answer<T> of(CredentialStatus status) {
        return Answer.refused(problem(status));
    }

    /** The same refusal as a {@link Problem}. */
    public static Problem problem(CredentialStatus status) {
        return Problem.of(ErrorCode.INVALID_STATE)
                .with("status", status.word())
                .with("credentialStatus", status.word());
    }
}
