package dev.firstring.abuse.guard;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;

/**
 * Which windows a send falls into, and where they begin.
 *
 * @param bucketLength of a bucket of time
 * @param bucket when the bucket of this send began
 * @param begin buckets that began later are in the window
 * @param settled buckets that began up to here are old enough to have been proved
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
