package dev.firstring.abuse.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlidingWindowTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void a_send_leaves_the_window_exactly_when_the_window_is_over() {
        SendLimitEvaluator.SlidingWindow window = window(NOW.minus(Duration.ofHours(1)), 2);
        assertThat(window.used(NOW)).isZero();
        assertThat(window.used(NOW.minusNanos(1))).isOne();
    }

    @Test
    void a_full_window_is_not_exceeded_and_one_more_exceeds_it() {
        assertThat(new SendLimitEvaluator.SlidingWindow(
                                SendLimitEvaluator.SlidingWindow.Policy.NUMBER_HOUR,
                                2,
                                List.of(NOW, NOW.minusSeconds(5)))
                        .exceeded(NOW))
                .isFalse();
        SendLimitEvaluator.SlidingWindow over = new SendLimitEvaluator.SlidingWindow(
                SendLimitEvaluator.SlidingWindow.Policy.NUMBER_HOUR,
                2,
                List.of(NOW, NOW.minusSeconds(5), NOW.minusSeconds(60)));
        assertThat(over.exceeded(NOW)).isTrue();
        assertThat(over.untilAllowed(NOW)).isEqualTo(Duration.ofSeconds(3600 - 60));
    }

    @Test
    void asking_tells_how_long_until_the_next_send_fits() {
        SendLimitEvaluator.SlidingWindow full = new SendLimitEvaluator.SlidingWindow(
                SendLimitEvaluator.SlidingWindow.Policy.NUMBER_HOUR, 2, List.of(NOW, NOW.minusSeconds(600)));
        assertThat(full.untilNext(NOW)).isEqualTo(Duration.ofMinutes(50));
        assertThat(window(NOW, 2).untilNext(NOW)).isZero();
    }

    @Test
    void the_header_tells_when_the_oldest_send_leaves() {
        SendLimitEvaluator.SlidingWindow window = new SendLimitEvaluator.SlidingWindow(
                SendLimitEvaluator.SlidingWindow.Policy.NUMBER_HOUR, 5, List.of(NOW, NOW.minusSeconds(600)));
        assertThat(window.remaining(NOW)).isEqualTo(3);
        assertThat(window.resetIn(NOW)).isEqualTo(Duration.ofMinutes(50));
    }

    private static SendLimitEvaluator.SlidingWindow window(Instant sent, int quota) {
        return new SendLimitEvaluator.SlidingWindow(
                SendLimitEvaluator.SlidingWindow.Policy.NUMBER_HOUR, quota, List.of(sent));
    }
}
