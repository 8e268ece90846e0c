package dev.firstring.onboarding.resend;

import dev.firstring.abuse.limits.Allowance;
import dev.firstring.abuse.limits.Charge;
import dev.firstring.abuse.limits.ChargeSend;
import dev.firstring.abuse.limits.ChargeSend.SendRequest;
import dev.firstring.messaging.Channel;
import dev.firstring.messaging.outbox.MessageDispatch.Delivery;
import dev.firstring.onboarding.resend.NextMessages.NextMessage;
import dev.firstring.onboarding.session.CodeDelivery;
import dev.firstring.onboarding.session.OnboardingSession;
import dev.firstring.onboarding.session.OnboardingSession.CurrentCode;
import dev.firstring.onboarding.session.OnboardingSession.Step;
import dev.firstring.onboarding.session.SessionId;
import dev.firstring.onboarding.session.SessionStore;
import dev.firstring.onboarding.session.SessionTimers;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.phone.PhoneNumbers;
import dev.firstring.platform.RetryingTransactions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/** Queues the message of a resend in one transaction, if the session and the limits allow it. Thread-safe. */
@Component
class ResendTransaction {

    private final SessionStore sessions;
    private final SessionTimers timers;
    private final ChargeSend chargeSend;
    private final NextMessages nextMessages;
    private final ResendStore store;
    private final PhoneNumbers numbers;

    ResendTransaction(
            SessionStore sessions,
            SessionTimers timers,
            ChargeSend chargeSend,
            NextMessages nextMessages,
            ResendStore store,
            PhoneNumbers numbers) {
        this.sessions = sessions;
        this.timers = timers;
        this.chargeSend = chargeSend;
        this.nextMessages = nextMessages;
        this.store = store;
        this.numbers = numbers;
    }

    /** @param session the session with the message queued */
    record Queued(OnboardingSession session, CodeDelivery.Message message) {}

    Charge<Queued, ResendCode.Outcome> run(SessionId id, ResendCode.Request request) {
        return chargeSend.charge(
                request.address(),
                request.number().text(),
                request.challenge(),
                run -> sessions.find(id, run.now())
                        .map(session -> queue(id, session, request, run))
                        .orElseGet(() -> new Charge.Uncharged<>(
                                new ResendCode.Outcome.NotNow(new OnboardingSession.Refusal.NotFound()))));
    }

    private Charge<Queued, ResendCode.Outcome> queue(
            SessionId id, OnboardingSession session, ResendCode.Request request, ChargeSend.Run run) {
        Optional<ResendCode.Outcome> hindrance = hindrance(session, request, run.now());
        CurrentCode code = session.code();
        if (hindrance.isPresent() || code == null) {
            return new Charge.Uncharged<>(hindrance.orElseThrow());
        }
        if (code.testNumber()) {
            return new Charge.Uncharged<>(
                    resentToTestNumber(write(id, session, code, request.channel(), run.now()), request.channel()));
        }
        return run.charge(
                send(session, request, run.now()),
                granted -> new Charge.Done<>(write(id, session, code, request.channel(), run.now()), granted));
    }

    private ResendCode.Outcome resentToTestNumber(Queued queued, Channel channel) {
        OnboardingSession sent = queued.session().withDelivery(Delivery.sent(channel));
        return new ResendCode.Outcome.Resent(sent, timers.of(sent, Duration.ZERO), List.of());
    }

    private static SendRequest send(OnboardingSession session, ResendCode.Request request, Instant now) {
        PhoneNumber number = Objects.requireNonNull(session.number(), "a session that waits for a code has a number");
        return new SendRequest(
                number,
                request.address(),
                session.device().id(),
                session.device().proof(),
                false,
                false,
                now);
    }

    /** @throws RetryingTransactions.RetryRequested if the session has changed since it was read */
    private Queued write(SessionId id, OnboardingSession read, CurrentCode code, Channel channel, Instant now) {
        NextMessage message = nextMessages.draw(read, code, channel, now);
        List<String> avoided = write(id, read, code, message)
                .orElseThrow(
                        () -> new RetryingTransactions.RetryRequested("the session changed while its code was resent"));
        return new Queued(
                read.with(message.code(), read.sends().and(channel, now), null),
                new CodeDelivery.Message(message.id(), channel, avoided, message.leaseUntil()));
    }

    private Optional<List<String>> write(SessionId id, OnboardingSession read, CurrentCode code, NextMessage message) {
        try {
            return message.repeated() ? store.repeat(id, read, message) : store.renew(id, read, code, message);
        } catch (DuplicateKeyException e) {
            // A session has at most one pending code: a concurrent resend created the next one first.
            throw new RetryingTransactions.RetryRequested(e);
        }
    }

    private Optional<ResendCode.Outcome> hindrance(OnboardingSession session, ResendCode.Request request, Instant now) {
        Optional<OnboardingSession.Refusal> refusal = OnboardingSession.Refusal.of(session, Step.OTP_VERIFICATION, now);
        if (refusal.isPresent()) {
            return Optional.of(new ResendCode.Outcome.NotNow(refusal.get()));
        }
        if (!request.number().isThatOf(session, numbers)) {
            return Optional.of(new ResendCode.Outcome.OtherNumber());
        }
        if (timers.triesUsedUp(session)) {
            return Optional.of(new ResendCode.Outcome.TriesUsedUp());
        }
        if (request.channel() == Channel.SMS && !timers.takesSms(session)) {
            return Optional.of(new ResendCode.Outcome.Landline());
        }
        Optional<Duration> wait = timers.untilNext(session, request.channel());
        return wait.isPresent() && wait.get().isZero()
                ? Optional.empty()
                : Optional.of(new ResendCode.Outcome.Refused(new Allowance.Limited(
                        "session-" + request.channel().word(),
                        wait.orElseGet(() -> Duration.between(now, session.expiresAt())),
                        List.of())));
    }
}
