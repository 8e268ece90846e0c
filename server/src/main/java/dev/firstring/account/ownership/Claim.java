package dev.firstring.account.ownership;

import dev.firstring.account.DisplayName;
import dev.firstring.phone.PhoneNumber;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A claim of a number, without the claiming account.
 *
 * @param shared whether it is a test number, whose account is open to every client that knows the code
 * @param deviceProof the proof of the device token that was presented; null if none was
 */
record Claim(
        PhoneNumber number,
        boolean shared,
        @Nullable String deviceProof,
        @Nullable DisplayName displayName,
        Instant now) {

    @Nullable
    String displayNameText() {
        return displayName == null ? null : displayName.value();
    }

    @Nullable
    DisplayName displayNameOr(@Nullable DisplayName other) {
        return displayName == null ? other : displayName;
    }
}
