package dev.firstring.onboarding.link;

import dev.firstring.account.AccountId;
import dev.firstring.account.Caller;
import dev.firstring.account.ownership.AccountsInOrder;
import dev.firstring.account.ownership.ClaimNumber;
import dev.firstring.account.ownership.ClaimOutcome;
import dev.firstring.account.ownership.DeviceBindings;
import dev.firstring.account.ownership.DeviceToken;
import dev.firstring.account.ownership.NumberOwners;
import dev.firstring.account.token.Proof;
import dev.firstring.onboarding.session.Device;
import dev.firstring.onboarding.session.OnboardingSession;
import dev.firstring.onboarding.session.OnboardingSession.CurrentCode;
import dev.firstring.onboarding.session.OnboardingSession.NamedNumber;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.phone.PhoneNumbers;
import dev.firstring.platform.RetryingTransactions;
import dev.firstring.sip.credential.RevokeCredentials;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The first step of a link: assigns the verified number to the caller's account. The credentials of an account that
 * held the number before are revoked, and a replaced number is released. Runs in the caller's transaction. Thread-safe.
 */
@Component
class ClaimProvedNumber {

    private final AccountsInOrder accounts;
    private final NumberOwners owners;
    private final ClaimNumber claimNumber;
    private final ReplaceNumber replaceNumber;
    private final DeviceBindings devices;
    private final RevokeCredentials revokeCredentials;
    private final PhoneNumbers numbers;

    ClaimProvedNumber(
            AccountsInOrder accounts,
            NumberOwners owners,
            ClaimNumber claimNumber,
            ReplaceNumber replaceNumber,
            DeviceBindings devices,
            RevokeCredentials revokeCredentials,
            PhoneNumbers numbers) {
        this.accounts = accounts;
        this.owners = owners;
        this.claimNumber = claimNumber;
        this.replaceNumber = replaceNumber;
        this.devices = devices;
        this.revokeCredentials = revokeCredentials;
        this.numbers = numbers;
    }

    sealed interface Result {}

    /**
     * The account holds the number.
     *
     * @param number the number of the session according to the current numbering plans
     * @param proof what the user has proved with it
     * @param device the token that binds the device from now on; null if the presented one remains valid
     */
    record Given(
            ClaimOutcome.Claimed claimed,
            PhoneNumber number,
            Proof proof,
            @Nullable DeviceToken device) implements Result {}

    record Refused(LinkAccount.Outcome outcome) implements Result {}

    Result claim(LinkAccount.Request request, OnboardingSession session, Instant now) {
        PhoneNumber number = numbers.today(Objects.requireNonNull(session.number(), "a proved session has a number"));
        Caller caller = request.caller();
        Optional<AccountId> holder = caller instanceof Caller.Anonymous ? Optional.empty() : owners.holderOf(number);
        NamedNumber named = request.replaces();
        PhoneNumber known = named == null ? null : named.in(session, numbers).orElse(null);
        if (named != null && known == null) {
            return new Refused(new LinkAccount.Outcome.ReplacedNumberNotHeld());
        }
        PhoneNumber replaced = number.equals(known) ? null : known;
        Set<AccountId> locked = lock(caller, number, replaced);
        if (replaced != null) {
            Optional<LinkAccount.Outcome> refusal = replaceNumber.replace(request, session, replaced, number, now);
            if (refusal.isPresent()) {
                return new Refused(refusal.get());
            }
        }
        CurrentCode code = Objects.requireNonNull(session.code(), "a proved session has a code");
        Device device = session.device();
        return switch (claimNumber.claim(
                caller, number, code.testNumber(), device.proof(), request.displayName(), now)) {
            case ClaimOutcome.Claimed claimed -> {
                requireLocked(claimed, caller, locked);
                yield given(claimed, number, proof(caller, claimed, holder, now), device, now);
            }
            case ClaimOutcome.Refused refused -> new Refused(new LinkAccount.Outcome.NotClaimed(number, refused));
        };
    }

    /**
     * Locks all accounts and credentials involved, if these may be more than the account that the claim itself locks
     * first.
     */
    private Set<AccountId> lock(Caller caller, PhoneNumber number, @Nullable PhoneNumber replaced) {
        if (caller instanceof Caller.Anonymous) {
            return Set.of();
        }
        Set<PhoneNumber> concerned = replaced == null ? Set.of(number) : Set.of(number, replaced);
        Set<AccountId> locked = accounts.lock(caller, concerned);
        if (replaced != null) {
            revokeCredentials.lock(locked, concerned);
        }
        return locked;
    }

    /**
     * @throws RetryingTransactions.RetryRequested if the number moved from an account that obtained it after the
     *     accounts were locked
     */
    private static void requireLocked(ClaimOutcome.Claimed claimed, Caller caller, Set<AccountId> locked) {
        if (!(caller instanceof Caller.Anonymous)
                && !locked.containsAll(claimed.movedFrom().stream().toList())) {
            throw new RetryingTransactions.RetryRequested(
                    "the number went to another account after the accounts were locked");
        }
    }

    /**
     * A code proves the user's identity only if the number identifies the account: if the account held the number
     * before, or is new. A number that is added with a token proves no more than the token does.
     */
    private static Proof proof(Caller caller, ClaimOutcome.Claimed claimed, Optional<AccountId> holder, Instant now) {
        boolean proves = claimed.accountCreated() || holder.equals(Optional.of(claimed.account()));
        return switch (caller) {
            case Caller.Anonymous() -> new Proof(Proof.Kind.NUMBER, now);
            case Caller.Known known -> new Proof(Proof.Kind.TOKEN, proves ? now : known.signedInAt());
            case Caller.External _ -> new Proof(Proof.Kind.TOKEN, proves ? now : null);
        };
    }

    private Given given(ClaimOutcome.Claimed claimed, PhoneNumber number, Proof proof, Device device, Instant now) {
        claimed.movedFrom()
                .ifPresent(former ->
                        revokeCredentials.revoke(former, number, "number moved to another account", "system", now));
        return new Given(
                claimed,
                number,
                proof,
                devices.bind(claimed.account(), device.proof(), now).orElse(null));
    }
}
