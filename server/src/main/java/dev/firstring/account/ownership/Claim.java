package dev.firstring.account.ownership;

import dev.firstring.account.DisplayName;
import dev.firstring.phone.PhoneNumber;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is claimed, apart from who claims it.
 *
 * @param shared whether it is a test number, whose account belongs to whoever knows the code
 * @param deviceProof the proof of the token that the device presented; null for none
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
