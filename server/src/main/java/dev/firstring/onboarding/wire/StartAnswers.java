package dev.firstring.onboarding.wire;

import dev.firstring.abuse.Allowance;
import dev.firstring.http.Answer;
import dev.firstring.onboarding.resend.ResendOutcome;
import dev.firstring.onboarding.session.CurrentCode;
import dev.firstring.onboarding.session.OnboardingSession;
import dev.firstring.onboarding.session.SessionId;
import dev.firstring.onboarding.session.Timers;
import dev.firstring.onboarding.start.StartOutcome;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.platform.Mode;
import dev.firstring.verification.Codes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Translates what became of a start or a resend. Shows the code in development mode and never else. Thread-safe. */
@Component
class StartAnswers {

    private final Mode mode;
    private final Codes codes;

    StartAnswers(Mode mode, Codes codes) {
        this.mode = mode;
        this.codes = codes;
    }

    Answer<StartedData> of(StartOutcome outcome) {
        return switch (outcome) {
            case StartOutcome.Started started ->
                Answer.ok(data(started.id(), started.session(), started.timers()), "onboarding.started")
                        .rateLimits(started.policies());
            case StartOutcome.Refused(Allowance.Limited limited) ->
                Answer.<StartedData>refused(FlowProblems.of(limited)).rateLimits(limited.policies());
            case StartOutcome refused -> Answer.refused(SendProblems.of(refused));
        };
    }

    Answer<StartedData> of(SessionId id, ResendOutcome outcome) {
        return switch (outcome) {
            case ResendOutcome.Resent resent ->
                Answer.ok(data(id, resent.session(), resent.timers()), "onboarding.resent")
                        .rateLimits(resent.policies());
            case ResendOutcome.Refused(Allowance.Limited limited) ->
                Answer.<StartedData>refused(FlowProblems.of(limited)).rateLimits(limited.policies());
            case ResendOutcome refused -> Answer.refused(SendProblems.of(id, refused));
        };
    }

    private StartedData data(SessionId id, OnboardingSession session, Timers timers) {
        CurrentCode code = Objects.requireNonNull(session.code(), "a session that sends has a code");
        PhoneNumber number = Objects.requireNonNull(session.number(), "a session that sends has a number");
        return new StartedData(
                id.reveal(),
                code.seed().verificationId(),
                number.e164(),
                session.step().word(),
                code.expiresAt(),
                session.expiresAt(),
                DeliveryData.of(session.delivery()),
                timers,
                shown(code));
    }

    private @Nullable String shown(CurrentCode code) {
        return mode == Mode.DEVELOPMENT && !code.testNumber()
                ? codes.codeOf(code.seed()).reveal()
                : null;
    }
}
