package dev.firstring.sipserver.web;

import dev.firstring.http.ErrorCode;
import dev.firstring.http.Problem;
import dev.firstring.sip.sync.SyncReport;
import dev.firstring.sip.sync.SyncReport.SyncStep;
import dev.firstring.sipserver.SipServerFault;
import dev.firstring.sipserver.SipServerFault.Kind;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** Problems for clients when a call to a SIP server failed. */
public final class FaultProblem {

    private static final Duration SOON = Duration.ofSeconds(5);

    private FaultProblem() {}

    /**
     * The problem for a change that failed on a server. The change is stored and retried; the steps say when. Empty if
     * no step failed.
     */
    public static Optional<Problem> of(SyncReport report) {
        return report.steps().stream()
                .filter(step -> step.state() == SyncStep.State.FAILED)
                .findFirst()
                .map(step -> of(Kind.valueOf(Objects.requireNonNullElse(step.code(), Kind.INTERNAL_ERROR.name())))
                        .with("syncStatus", report.status().word())
                        .with("steps", StepView.of(report)));
    }

    /**
     * The problem for a query that a server did not answer. Only faults of a change refer to an account; a server that
     * responds with one to a query does not match its adapter.
     */
    public static Problem ofQuestion(SipServerFault fault) {
        return switch (fault.kind()) {
            case SERVER_UNAVAILABLE, AUTHENTICATION_FAILED -> of(fault.kind());
            case CONFIGURATION_ERROR,
                    INTERNAL_ERROR,
                    ACCOUNT_EXISTS,
                    ACCOUNT_NOT_FOUND,
                    ACCOUNT_DISABLED,
                    QUOTA_EXCEEDED,
                    INVALID_CREDENTIALS -> of(Kind.CONFIGURATION_ERROR);
        };
    }

    private static Problem of(Kind kind) {
        return switch (kind) {
            case SERVER_UNAVAILABLE -> Problem.of(ErrorCode.SERVER_UNAVAILABLE).retryAfter(SOON);
            case AUTHENTICATION_FAILED -> Problem.of(ErrorCode.AUTHENTICATION_FAILED);
            case CONFIGURATION_ERROR, INTERNAL_ERROR -> Problem.of(ErrorCode.CONFIGURATION_ERROR);
            case ACCOUNT_EXISTS -> Problem.of(ErrorCode.ACCOUNT_EXISTS);
            case ACCOUNT_NOT_FOUND -> Problem.of(ErrorCode.ACCOUNT_NOT_FOUND);
            case ACCOUNT_DISABLED -> Problem.of(ErrorCode.ACCOUNT_DISABLED);
            case QUOTA_EXCEEDED -> Problem.of(ErrorCode.QUOTA_EXCEEDED);
            case INVALID_CREDENTIALS -> Problem.of(ErrorCode.INVALID_CREDENTIALS);
        };
    }
}
