package dev.firstring.abuse.limits;

import dev.firstring.abuse.guard.GuardFrame;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a send charged to the limits.
 *
 * @param at the time under which it was counted
 * @param subjects the subjects of the rows that counted it
 * @param shard the charged shard of the service's budget
 * @param frame the guard's windows that counted it; null if none did
 * @param boundDevice whether the device is bound to the number's account and therefore has limits of its own
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
