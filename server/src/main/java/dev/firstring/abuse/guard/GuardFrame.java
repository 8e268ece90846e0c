package dev.firstring.abuse.guard;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;

/**
 * The windows of a send and their time bounds.
 *
 * @param bucketLength the length of a time bucket
 * @param bucket when the bucket of this send began
 * @param begin buckets that began later are in the window
 * @param settled in buckets that began at or before this time, the grace period of every send has passed
 */
public record GuardFrame(
        GuardWindow prefix,
        GuardWindow country,
        Duration bucketLength,
        Instant bucket,
        Instant begin,
        Instant settled) {

    static GuardFrame of(GuardWindow prefix, GuardWindow country, Instant at, GuardSettings settings) {
        Duration length = settings.bucket();
        long seconds = at.getEpochSecond();
        return new GuardFrame(
                prefix,
                country,
                length,
                Instant.ofEpochSecond(seconds - Math.floorMod(seconds, length.toSeconds())),
                settings.begin(at),
                settings.settled(at));
    }

    public String[] keys() {
        return new String[] {prefix.key(), country.key()};
    }

    /** The arguments of {@link GuardStatements#GIVEN}. */
    public Object[] arguments() {
        return new Object[] {
            prefix.key(), country.key(), Timestamp.from(bucket), Timestamp.from(begin), Timestamp.from(settled)
        };
    }
}
