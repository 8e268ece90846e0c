package dev.firstring.abuse.limits;

import java.time.Duration;
import java.util.Locale;

/** The policies that a sender meets, with the length of their windows. */
public enum Policy {
    NUMBER_HOUR(Duration.ofHours(1)),
    NUMBER_DAY(Duration.ofDays(1)),
    ADDRESS_HOUR(Duration.ofHours(1)),
    DEVICE_DAY(Duration.ofDays(1));

    private final Duration window;

    Policy(Duration window) {
        this.window = window;
    }

    /** The name in headers and answers: {@code number-hour}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public Duration window() {
        return window;
    }

    /** How many sends the window holds. */
    public int quota(LimitSettings settings) {
        return switch (this) {
            case NUMBER_HOUR -> settings.numberHour();
            case NUMBER_DAY -> settings.numberDay();
            case ADDRESS_HOUR -> settings.addressHour();
            case DEVICE_DAY -> settings.deviceDay();
        };
    }
}
