package dev.firstring.web.onboarding;

import dev.firstring.messaging.Channel;
import dev.firstring.messaging.outbox.MessageDispatch.Delivery;
import dev.firstring.onboarding.session.OnboardingSession;
import dev.firstring.onboarding.session.SessionTimers.Timers;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.web.number.MaskedNumber;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Creates the model of the code page. Thread-safe. */
@Component
final class CodePages {

    static final String VIEW = "onboarding/code";

    private final MaskedNumber masked;

    CodePages(MaskedNumber masked) {
        this.masked = masked;
    }

    /** Returns the message key of a delivery state. */
    static String deliveryKey(Delivery delivery) {
        return delivery.channel() == Channel.VOICE && !delivery.failed()
                ? "code.calling"
                : "code.delivery." + delivery.state().word();
    }

    CodePage of(OnboardingSession session, Timers timers) {
        PhoneNumber number = Objects.requireNonNull(session.number(), "a session that sends has a number");
        Delivery delivery = session.delivery();
        return new CodePage(
                masked.of(number),
                delivery == null ? null : delivery.state().word(),
                delivery == null ? null : deliveryKey(delivery),
                timers.nextSms(),
                timers.nextCall(),
                timers.attemptsLeft(),
                null,
                null,
                null);
    }
}
