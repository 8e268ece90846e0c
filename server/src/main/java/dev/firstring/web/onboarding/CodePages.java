package dev.firstring.web.onboarding;

import dev.firstring.messaging.Channel;
import dev.firstring.messaging.outbox.MessageDispatch.Delivery;
import dev.firstring.onboarding.session.OnboardingSession;
import dev.firstring.onboarding.session.SessionTimers.Timers;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.phone.PhoneNumbers;
import dev.firstring.web.layout.Waits;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Creates the model of the code page. Thread-safe. */
@Component
final class CodePages {

    static final String VIEW = "onboarding/code";

    private final PhoneNumbers numbers;
    private final Waits waits;
    private final Clock clock;

    CodePages(PhoneNumbers numbers, Waits waits, Clock clock) {
        this.numbers = numbers;
        this.waits = waits;
        this.clock = clock;
    }

    /** Returns the message key of a delivery state. */
    static String deliveryKey(Delivery delivery) {
        return delivery.channel() == Channel.VOICE && !delivery.failed()
                ? "code.calling"
                : "code.delivery." + delivery.state().word();
    }

    CodePage of(OnboardingSession session, Timers timers, Locale language) {
        PhoneNumber number = Objects.requireNonNull(session.number(), "a session that sends has a number");
        Delivery delivery = session.delivery();
        CodeState state = CodeState.of(session, timers, clock.instant());
        return new CodePage(
                numbers.international(number),
                state,
                delivery == null ? null : delivery.state().word(),
                delivery == null ? null : deliveryKey(delivery),
                sends(state, timers, language),
                null,
                null,
                null);
    }

    /**
     * The ways to send another message: all beside a code that can be entered, otherwise the earliest. After a message
     * that failed a call comes before another SMS.
     */
    private List<CodePage.Send> sends(CodeState state, Timers timers, Locale language) {
        Way sms = new Way(Channel.SMS, timers.nextSms());
        Way call = new Way(Channel.VOICE, timers.nextCall());
        List<Way> ways = (state == CodeState.UNSENT ? List.of(call, sms) : List.of(sms, call))
                .stream()
                        .filter(way -> way.seconds() != null)
                        .sorted(Comparator.comparing(way -> Objects.requireNonNull(way.seconds())))
                        .limit(state == CodeState.ENTER ? 2 : 1)
                        .toList();
        List<CodePage.Send> sends = new ArrayList<>();
        boolean waiting = false;
        for (Way way : ways) {
            long seconds = Objects.requireNonNull(way.seconds());
            sends.add(new CodePage.Send(way.channel().word(), seconds, waits.words(seconds, language), waiting));
            waiting |= seconds > 0;
        }
        return sends;
    }

    private record Way(Channel channel, @Nullable Long seconds) {}
}
