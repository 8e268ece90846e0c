package dev.firstring.account.profile;

import dev.firstring.account.AccountId;
import dev.firstring.account.DisplayName;
import dev.firstring.account.ownership.HeldNumber;
import dev.firstring.account.ownership.WaitingClaims;
import dev.firstring.phone.PhoneNumber;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An account as its owner sees it.
 *
 * @param waiting pending claims of its numbers by others
 */
public record Profile(
        AccountId id,
        @Nullable DisplayName displayName,
        List<HeldNumber> numbers,
        List<WaitingClaims.Waiting> waiting,
        Instant createdAt) {

    /** The pending claim of one of its numbers. */
    public Optional<WaitingClaims.Waiting> waitingFor(PhoneNumber number) {
        return waiting.stream().filter(claim -> claim.number().equals(number)).findFirst();
    }

    public Profile {
        numbers = List.copyOf(numbers);
        waiting = List.copyOf(waiting);
    }
}
