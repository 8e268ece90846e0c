package dev.firstring.sip.web;

import dev.firstring.http.Answer;
import dev.firstring.http.ErrorCode;
import dev.firstring.http.Problem;
import dev.firstring.sip.CredentialStatus;

/** The refusal of what a credential's state does not allow. */
public final class StateProblem {

    private StateProblem() {}

    /** A problem's {@code status} is that of HTTP where it has one (PD-1), so the state has a name of its own as well. */
    public static <T> Answer<T> of(CredentialStatus status) {
        return Answer.refused(problem(status));
    }

    /** The same as a problem. */
    public static Problem problem(CredentialStatus status) {
        return Problem.of(ErrorCode.INVALID_STATE)
                .with("status", status.word())
                .with("credentialStatus", status.word());
    }
}
