package dev.firstring.abuse;

import java.time.Instant;
import java.util.List;

/**
 * What a send took from the limits.
 *
 * @param at the time it was counted under
 * @param subjects the rows it was counted in
 * @param shard the shard of the service's budget
 * @param boundDevice whether the device is bound to the number's account, and so has limits of its own
 */
public record SendReceipt(Instant at, List<String> subjects, int shard, boolean boundDevice) {

    public SendReceipt {
        subjects = List.copyOf(subjects);
    }
}
