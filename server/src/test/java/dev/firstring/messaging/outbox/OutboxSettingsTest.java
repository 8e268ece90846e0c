package dev.firstring.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class OutboxSettingsTest {

    @Test
    void times_out_of_bounds_are_refused_at_start() {
        assertThatThrownBy(() -> new OutboxSettings(Duration.ofSeconds(13), Duration.ofSeconds(5)))
                .hasMessageContaining("firstring.messaging.lease must be 6s to 12s");
        assertThatThrownBy(() -> new OutboxSettings(Duration.ofSeconds(5), Duration.ofSeconds(1)))
                .hasMessageContaining("firstring.messaging.lease");
        assertThatThrownBy(() -> new OutboxSettings(Duration.ofSeconds(8), Duration.ofSeconds(8)))
                .hasMessageContaining("firstring.messaging.request-budget");
        assertThatThrownBy(() -> new OutboxSettings(Duration.ofSeconds(8), Duration.ofMillis(99)))
                .hasMessageContaining("firstring.messaging.request-budget");
    }
}
