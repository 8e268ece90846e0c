package dev.firstring.account.profile;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An account in an answer. */
record ProfileView(String id, @Nullable String displayName, List<NumberView> phoneNumbers, Instant createdAt) {

    /**
     * A number of the account.
     *
     * @param verifiedRecently whether it was proved within the last 24 hours
     */
    record NumberView(String phoneNumber, Instant verifiedAt, boolean verifiedRecently) {}

    static ProfileView of(Profile profile, Instant now) {
        return new ProfileView(
                profile.id().toString(),
                profile.displayName() == null ? null : profile.displayName().value(),
                profile.numbers().stream()
                        .map(held ->
                                new NumberView(held.number().e164(), held.verifiedAt(), held.verifiedRecently(now)))
                        .toList(),
                profile.createdAt());
    }
}
