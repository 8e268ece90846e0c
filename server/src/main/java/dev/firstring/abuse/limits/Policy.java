package dev.firstring.abuse.limits;

import dev.firstring.platform.WireWord;
import java.time.Duration;

/** The rate limit policies for sends, with the length of their windows. */
public enum Policy implements WireWord.Hyphenated {
    NUMBER_HOUR(Duration.ofHours(1)),
    NUMBER_DAY(Duration.ofDays(1)),
    ADDRESS_HOUR(Duration.ofHours(1)),
    DEVICE_DAY(Duration.ofDays(1));

    private final Duration window;

    Policy(Duration window) {
        this.window = window;
    }

    public Duration window() {
        return window;
    }

    /** The maximum number of sends in the window. */
    public int quota(LimitSettings settings) {
        return switch (this) {
            case NUMBER_HOUR -> settings.numberHour();
            case NUMBER_DAY -> settings.numberDay();
            case ADDRESS_HOUR -> settings.addressHour();
            case DEVICE_DAY -> settings.deviceDay();
        };
    }
}
