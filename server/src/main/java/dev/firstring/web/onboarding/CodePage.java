package dev.firstring.web.onboarding;

import dev.firstring.abuse.challenge.Challenges.Challenge;
import dev.firstring.web.layout.Notice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The model of the code page.
 *
 * @param number in full: only the browser that typed it has the session
 * @param delivery the delivery state of the last message, as on the wire; null if nothing was sent
 * @param deliveryKey the message key of the same
 * @param sends how another message can be sent, the earliest first
 * @param error the error of the code that was sent; null for none
 * @param asked the challenge to solve before another message is sent; null for none
 */
record CodePage(
        String number,
        CodeState state,
        @Nullable String delivery,
        @Nullable String deliveryKey,
        List<Send> sends,
        @Nullable String error,
        @Nullable Notice notice,
        @Nullable Asked asked) {

    CodePage {
        sends = List.copyOf(sends);
    }

    /**
     * A way to send another message.
     *
     * @param channel {@code sms} or {@code voice}
     * @param seconds seconds until it is possible, 0 for now
     * @param words the same as text
     * @param later whether it is hidden until an earlier one becomes possible, so that one countdown runs at a time
     */
    record Send(String channel, long seconds, String words, boolean later) {

        Send shown() {
            return new Send(channel, seconds, words, false);
        }
    }

    /**
     * A challenge, and the channel of the message that requires it.
     *
     * @param channel {@code sms} or {@code voice}
     */
    record Asked(String channel, Challenge challenge) {}

    /** Whether nothing is left but to start again. */
    public boolean over() {
        return state == CodeState.USED_UP || state == CodeState.NO_MORE;
    }

    /** Whether the delivery is shown: unless a notice or the state says what happened. */
    public boolean told() {
        return delivery != null && notice == null && state == CodeState.ENTER;
    }

    CodePage wrong(String text) {
        return new CodePage(number, state, delivery, deliveryKey, sends, text, notice, asked);
    }

    CodePage with(@Nullable Notice other) {
        return new CodePage(number, state, delivery, deliveryKey, sends, error, other, asked);
    }

    CodePage asks(String channel, Challenge challenge) {
        List<Send> shown = sends.stream()
                .map(send -> send.channel().equals(channel) ? send.shown() : send)
                .toList();
        return new CodePage(number, state, delivery, deliveryKey, shown, error, notice, new Asked(channel, challenge));
    }
}
