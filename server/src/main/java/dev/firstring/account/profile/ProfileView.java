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
     * @param moveWanted somebody else proved the number and waits; null if nobody does
     */
    record NumberView(
            String phoneNumber,
            Instant verifiedAt,
            boolean verifiedRecently,
            @Nullable MoveView moveWanted) {}

    /**
     * A proof of the number by a device that the account does not know.
     *
     * @param movesAt from when on it would get the number, if the account is not used until then and nobody refuses
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
