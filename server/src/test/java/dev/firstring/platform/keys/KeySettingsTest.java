package dev.firstring.platform.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstring.platform.configuration.ConfigurationMistakes;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeySettingsTest {

    @ParameterizedTest
    @ValueSource(longs = {1_000, 5_000, 60_000})
    void a_refresh_within_bounds_is_taken(long millis) {
        assertThat(new KeySettings(null, null, Duration.ofDays(8), Duration.ofMillis(millis)).refresh())
                .isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 999, 60_001})
    void a_refresh_beyond_the_bounds_is_refused(long millis) {
        assertThatThrownBy(() -> new KeySettings(null, null, Duration.ofDays(8), Duration.ofMillis(millis)))
                .isInstanceOf(ConfigurationMistakes.class)
                .hasMessageContaining("1s to 1m");
    }
}
