package dev.firstring.onboarding.session;

import dev.firstring.messaging.Channel;
import dev.firstring.messaging.route.SenderRoute;
import dev.firstring.onboarding.session.OnboardingSession.CurrentCode;
import dev.firstring.onboarding.session.OnboardingSession.Sends;
import dev.firstring.onboarding.session.OnboardingSession.Step;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.phone.PhoneNumbers;
import dev.firstring.verification.VerificationSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Computes when the next actions of a session are available. Reading the timers consumes nothing. Thread-safe. */
@Component
public class SessionTimers {

    private final SessionSettings settings;
    private final VerificationSettings verification;
    private final PhoneNumbers numbers;
    private final SenderRoute route;
    private final Clock clock;

    public SessionTimers(
            SessionSettings settings,
            VerificationSettings verification,
            PhoneNumbers numbers,
            SenderRoute route,
            Clock clock) {
        this.settings = settings;
        this.verification = verification;
        this.numbers = numbers;
        this.route = route;
        this.clock = clock;
    }

    /**
     * When the next actions of a session are available, in seconds from now: 0 is now, null is never in this session.
     *
     * @param attemptsLeft the remaining attempts for the current code
     */
    public record Timers(
            @Nullable Long nextSms,
            @Nullable Long nextCall,
            @Nullable Long nextVerificationAttempt,
            int attemptsLeft) {}

    /** The time until the session may send by a channel; zero for now, empty for never. */
    public Optional<Duration> untilNext(OnboardingSession session, Channel channel) {
        Instant now = clock.instant();
        if (session.step() != Step.OTP_VERIFICATION
                || session.cancelled()
                || session.expired(now)
                || triesUsedUp(session)) {
            return Optional.empty();
        }
        return switch (channel) {
            case SMS ->
                takesSms(session)
                        ? wait(session.sends().lastSmsAt(), session.sends().sms(), settings.smsAfter(), now)
                        : Optional.empty();
            case VOICE -> untilCall(session.sends(), now);
        };
    }

    /** Whether the number of a session can receive SMS. Always true for a test number, since nothing is sent to it. */
    public boolean takesSms(OnboardingSession session) {
        PhoneNumber number = session.number();
        CurrentCode code = session.code();
        return number == null || (code != null && code.testNumber()) || numbers.takesSms(number);
    }

    /**
     * The timers of a session.
     *
     * @param limits how long the limits of the number hold back the next message
     */
    public Timers of(OnboardingSession session, Duration limits) {
        Instant now = clock.instant();
        Optional<Duration> sms = later(untilNext(session, Channel.SMS), limits);
        PhoneNumber number = session.number();
        // A call is offered only if a sender can deliver it.
        Optional<Duration> call = number != null && route.carries(Channel.VOICE, number)
                ? later(untilNext(session, Channel.VOICE), limits)
                : Optional.empty();
        CurrentCode code = session.code();
        int left =
                session.step() == Step.OTP_VERIFICATION && code != null && !session.cancelled() && !session.expired(now)
                        ? code.attemptsLeft(now)
                        : 0;
        Long nextTry = left > 0 ? Long.valueOf(0) : sooner(sms, call);
        return new Timers(seconds(sms), seconds(call), nextTry, left);
    }

    /** Whether the session has no attempts left, so that another code would be useless. */
    public boolean triesUsedUp(OnboardingSession session) {
        CurrentCode code = session.code();
        return code != null && code.triesOfSession() >= verification.triesPerSession();
    }

    private Optional<Duration> untilCall(Sends sends, Instant now) {
        Instant firstSms = sends.firstSmsAt();
        if (sends.voice() > 0) {
            return wait(sends.lastVoiceAt(), sends.voice(), settings.voiceAfter(), now);
        }
        return sends.smsRefused() || firstSms == null
                ? Optional.of(Duration.ZERO)
                : Optional.of(until(firstSms.plus(settings.firstCallAfter()), now));
    }

    private static Optional<Duration> wait(@Nullable Instant last, int sent, List<Duration> waits, Instant now) {
        if (sent == 0 || last == null) {
            return Optional.of(Duration.ZERO);
        }
        return sent > waits.size() ? Optional.empty() : Optional.of(until(last.plus(waits.get(sent - 1)), now));
    }

    private static Duration until(Instant then, Instant now) {
        return then.isAfter(now) ? Duration.between(now, then) : Duration.ZERO;
    }

    private static Optional<Duration> later(Optional<Duration> wait, Duration limits) {
        return wait.map(known -> known.compareTo(limits) >= 0 ? known : limits);
    }

    private static @Nullable Long sooner(Optional<Duration> one, Optional<Duration> other) {
        Long first = seconds(one);
        Long second = seconds(other);
        if (first == null || second == null) {
            return first == null ? second : first;
        }
        return Math.min(first, second);
    }

    /** Whole seconds, rounded up so that a client which waits that long is not too early. */
    private static @Nullable Long seconds(Optional<Duration> wait) {
        return wait.map(duration -> duration.plusMillis(999).toSeconds()).orElse(null);
    }
}
