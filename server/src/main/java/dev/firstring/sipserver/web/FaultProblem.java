package dev.firstring.sipserver.web;

import dev.firstring.http.ErrorCode;
import dev.firstring.http.Problem;
import dev.firstring.sipserver.SipServerFault;
import java.time.Duration;

/** What a client is told when a SIP server did not do what it was asked. */
public final class FaultProblem {

    private static final Duration SOON = Duration.ofSeconds(5);

    private FaultProblem() {}

    public static Problem of(SipServerFault fault) {
        return switch (fault.kind()) {
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
