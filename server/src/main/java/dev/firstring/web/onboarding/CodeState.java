package dev.firstring.web.onboarding;

import dev.firstring.messaging.outbox.MessageDispatch.Delivery;
import dev.firstring.onboarding.session.OnboardingSession;
import dev.firstring.onboarding.session.OnboardingSession.CurrentCode;
import dev.firstring.onboarding.session.OnboardingSession.Sends;
import dev.firstring.onboarding.session.SessionTimers.Timers;
import dev.firstring.platform.WireWord;
import java.time.Instant;

/** What the page of the code shows. Each state has one way on. */
enum CodeState implements WireWord.Hyphenated {
    /** The code can be entered. */
    ENTER,
    /** No message arrived, so that there is no code to enter: send it in another way, or again. */
    UNSENT,
    /** The code has expired: send a new one. */
    EXPIRED,
    /** No attempts are left: start again. */
    USED_UP,
    /** No further message can be sent: start again. */
    NO_MORE;

    static CodeState of(OnboardingSession session, Timers timers, Instant now) {
        CurrentCode code = session.code();
        boolean canSend = timers.nextSms() != null || timers.nextCall() != null;
        if (timers.attemptsLeft() > 0) {
            return noneArrived(session) ? (canSend ? UNSENT : NO_MORE) : ENTER;
        }
        if (code != null && code.expired(now)) {
            return canSend ? EXPIRED : NO_MORE;
        }
        return USED_UP;
    }

    /** Whether the session's only message failed. An earlier one may have arrived, and its code is then valid. */
    private static boolean noneArrived(OnboardingSession session) {
        Delivery delivery = session.delivery();
        Sends sends = session.sends();
        return delivery != null
                && delivery.failed()
                && sends.sms() + sends.voice() <= (delivery.refusal() == null ? 1 : 0);
    }
}
