package dev.firstring.abuse.guard;

import dev.firstring.platform.WireWord;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The fraud guard.
 *
 * @param reaction the reaction if the verified share of a window is below its bound: {@code monitor} counts and
 *     reports, {@code challenge} requires a solved challenge up to the ceiling, {@code block} sends nothing
 * @param reactions the reaction for numbers of a region (ISO 3166 alpha-2, or 001), instead of the general one
 * @param window the period in which sends and proofs are counted
 * @param grace the age from which a send counts as not verified: the time that users need to enter a code
 * @param whenUnreadable what happens to sends while the guard's tables cannot be read: {@code allow} sends unguarded
 *     and counts it, {@code refuse} returns 503
 */
@Validated
@ConfigurationProperties("firstring.guard")
public record GuardSettings(
        @DefaultValue("monitor") Reaction reaction,
        @DefaultValue Map<String, Reaction> reactions,

        @DurationMin(minutes = 30) @DurationMax(days = 1) @DefaultValue("6h")
        Duration window,

        @DurationMin(seconds = 30) @DurationMax(minutes = 15) @DefaultValue("5m")
        Duration grace,

        @Valid @DefaultValue Prefix prefix,
        @Valid @DefaultValue Country country,
        @DefaultValue("allow") WhenUnreadable whenUnreadable) {

    /** Fine enough that the grace is not much longer than it says, coarse enough that a sum reads few rows. */
    private static final int BUCKETS = 36;

    public GuardSettings {
        reactions = reactions.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        own -> own.getKey().toUpperCase(Locale.ROOT), Map.Entry::getValue));
    }

    public enum WhenUnreadable {
        ALLOW,
        REFUSE
    }

    /** When a window is bad. */
    public sealed interface Bounds permits Prefix, Country {

        /** How many sends it takes before the share means anything. */
        int floor();

        /** The verified share, in percent, below which the guard reacts. */
        int share();

        /** The most sends that nobody proved, challenge or not. */
        int ceiling();
    }

    /**
     * Bounds for the numbers that differ in their last four digits only.
     *
     * @param floor sends in the window from which its share is evaluated; the same number of recent unverified sends is
     *     exempt
     * @param share the verified share, in percent, below which the guard reacts
     * @param ceiling unverified sends in the window above which solved challenges are no longer accepted; at least
     *     twice the floor
     */
    public record Prefix(
            @Min(5) @Max(10_000) @DefaultValue("20") int floor,
            @Min(1) @Max(90) @DefaultValue("25") int share,
            @Min(10) @Max(100_000) @DefaultValue("60") int ceiling)
            implements Bounds {

        public Prefix {
            mustHaveRoom("firstring.guard.prefix", floor, ceiling);
        }
    }

    /**
     * Bounds for the numbers of a region.
     *
     * @param floor sends in the window from which its share is evaluated; the same number of recent unverified sends is
     *     exempt
     * @param share the verified share, in percent, below which the guard reacts
     * @param ceiling unverified sends in the window above which solved challenges are no longer accepted; at least
     *     twice the floor
     */
    public record Country(
            @Min(20) @Max(1_000_000) @DefaultValue("300") int floor,
            @Min(1) @Max(90) @DefaultValue("15") int share,
            @Min(40) @Max(10_000_000) @DefaultValue("1500") int ceiling)
            implements Bounds {

        public Country {
            mustHaveRoom("firstring.guard.country", floor, ceiling);
        }
    }

    /** The length of a bucket of time, in whole seconds. */
    public Duration bucket() {
        return Duration.ofSeconds(window.toSeconds() / BUCKETS);
    }

    /** Buckets that began later than this are in the window. */
    public Instant begin(Instant now) {
        return now.minus(window);
    }

    /** Buckets that began up to here are old enough to have been proved. */
    public Instant settled(Instant now) {
        return now.minus(grace).minus(bucket());
    }

    /** The reaction for numbers of a region. */
    public Reaction reactionFor(String region) {
        return reactions.getOrDefault(region, reaction);
    }

    /** The bounds of a window. */
    public Bounds boundsOf(GuardWindow watched) {
        return watched.prefix() == null ? country : prefix;
    }

    private static void mustHaveRoom(String setting, int floor, int ceiling) {
        if (ceiling < 2L * floor) {
            throw new IllegalArgumentException(setting + ".ceiling must be at least twice the floor, " + 2L * floor
                    + ": fresh sends are forgiven up to the floor, so that no challenge would ever be asked for.");
        }
    }

    /** The guard's reaction to a window that is over its bound. */
    public enum Reaction implements WireWord {
        /** Counts and reports only. */
        MONITOR,
        /** Requires a solved challenge, up to the ceiling of the window; then blocks. */
        CHALLENGE,
        /** Blocks sends until the window is within its bound. */
        BLOCK
    }
}
