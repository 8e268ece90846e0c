package dev.firstring.account.profile;

import dev.firstring.account.AccountId;
import dev.firstring.account.DisplayName;
import dev.firstring.account.ownership.HeldNumber;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An account as its owner knows it. */
public record Profile(AccountId id, @Nullable DisplayName displayName, List<HeldNumber> numbers, Instant createdAt) {

    public Profile {
        numbers = List.copyOf(numbers);
    }
}
