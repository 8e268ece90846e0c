package dev.firstring.abuse.limits;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The arithmetic of one policy over the remembered sends of its subject. Pure.
 *
 * @param sends the times of the sends, newest first
 */
record SlidingWindow(Policy policy, int quota, List<Instant> sends) {

    SlidingWindow {
        sends = List.copyOf(sends);
    }

    /** The same without its newest send: what is left when that one is refused and so not counted. */
    SlidingWindow withoutNewest() {
        return new SlidingWindow(policy, quota, sends.isEmpty() ? sends : sends.subList(1, sends.size()));
    }

    /** How many of the sends are still in the window. */
    int used(Instant now) {
        Instant begin = now.minus(policy.window());
        return (int) sends.stream().filter(sent -> sent.isAfter(begin)).count();
    }

    int remaining(Instant now) {
        return Math.max(0, quota - used(now));
    }

    /** True if the sends, the newest included, are more than the policy allows. */
    boolean exceeded(Instant now) {
        return used(now) > quota;
    }

    /** How long until the oldest send of the window leaves it: the {@code t} of a RateLimit header. */
    Duration resetIn(Instant now) {
        int used = used(now);
        return used == 0 ? policy.window() : untilLeft(sends.get(used - 1), now);
    }

    /** How long until one more send fits, given those up to now: zero if one fits at once. */
    Duration untilNext(Instant now) {
        return sends.size() < quota ? Duration.ZERO : untilLeft(sends.get(quota - 1), now);
    }

    /** How long until the send that was just refused, the newest, would have fitted. */
    Duration untilAllowed(Instant now) {
        return untilLeft(sends.get(quota), now);
    }

    private Duration untilLeft(Instant sent, Instant now) {
        Duration wait = Duration.between(now, sent.plus(policy.window()));
        return wait.isNegative() ? Duration.ZERO : wait;
    }
}
