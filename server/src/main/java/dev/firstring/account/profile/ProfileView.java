package dev.firstring.account.profile;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An account as returned by the API. */
record ProfileView(String id, @Nullable String displayName, List<NumberView> phoneNumbers, Instant createdAt) {

    /**
     * A number of the account.
     *
     * @param verifiedRecently whether it was verified within the last 24 hours
     * @param moveWanted the pending claim of another client; null if there is none
     */
    record NumberView(
            String phoneNumber,
            Instant verifiedAt,
            boolean verifiedRecently,
            @Nullable MoveView moveWanted) {}

    /**
     * A verification of the number by a device that is not bound to the account.
     *
     * @param movesAt when the number can move, unless the account is used or refuses before
     */
    record MoveView(Instant provedAt, Instant movesAt) {}

    static ProfileView of(Profile profile, Instant now) {
        return new ProfileView(
                profile.id().toString(),
                profile.displayName() == null ? null : profile.displayName().value(),
                profile.numbers().stream()
                        .map(held -> new NumberView(
                                held.number().e164(),
                                held.verifiedAt(),
                                held.verifiedRecently(now),
                                profile.waitingFor(held.number())
                                        .map(claim -> new MoveView(claim.claimedAt(), claim.movesAt()))
                                        .orElse(null)))
                        .toList(),
                profile.createdAt());
    }
}
