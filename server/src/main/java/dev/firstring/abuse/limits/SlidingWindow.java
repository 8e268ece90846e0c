package dev.firstring.abuse.limits;

import dev.firstring.platform.WireWord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Evaluates one policy over the recorded sends of its subject. Pure.
 *
 * @param sends the times of the sends, newest first
 */
record SlidingWindow(Policy policy, int quota, List<Instant> sends) {

    SlidingWindow {
        sends = List.copyOf(sends);
    }

    /** Returns the window without its newest send, which is not counted if it is rejected. */
    SlidingWindow withoutNewest() {
        return new SlidingWindow(policy, quota, sends.isEmpty() ? sends : sends.subList(1, sends.size()));
    }

    /** The number of sends that are still in the window. */
    int used(Instant now) {
        Instant begin = now.minus(policy.window());
        return (int) sends.stream().filter(sent -> sent.isAfter(begin)).count();
    }

    int remaining(Instant now) {
        return Math.max(0, quota - used(now));
    }

    /** True if the sends, including the newest, exceed the quota. */
    boolean exceeded(Instant now) {
        return used(now) > quota;
    }

    /** How long until the oldest send leaves the window: the {@code t} of a RateLimit header. */
    Duration resetIn(Instant now) {
        int used = used(now);
        return used == 0 ? policy.window() : untilLeft(sends.get(used - 1), now);
    }

    /** How long until one more send is allowed after the recorded ones; zero if it is allowed now. */
    Duration untilNext(Instant now) {
        return sends.size() < quota ? Duration.ZERO : untilLeft(sends.get(quota - 1), now);
    }

    /** How long until the newest send, which was just rejected, would have been allowed. */
    Duration untilAllowed(Instant now) {
        return untilLeft(sends.get(quota), now);
    }

    private Duration untilLeft(Instant sent, Instant now) {
        Duration wait = Duration.between(now, sent.plus(policy.window()));
        return wait.isNegative() ? Duration.ZERO : wait;
    }

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
}
