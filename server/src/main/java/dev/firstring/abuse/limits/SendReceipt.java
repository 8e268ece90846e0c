package dev.firstring.abuse.limits;

import dev.firstring.abuse.guard.GuardFrame;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a send took from the limits.
 *
 * @param at the time it was counted under
 * @param subjects the rows it was counted in
 * @param shard the shard of the service's budget
 * @param frame the windows of the guard that it was counted in; null if in none
 * @param boundDevice whether the device is bound to the number's account, and so has limits of its own
 */
public record SendReceipt(
        Instant at,
        List<String> subjects,
        int shard,
        @Nullable GuardFrame frame,
        boolean boundDevice) {

    public SendReceipt {
        subjects = List.copyOf(subjects);
    }
}
