package dev.firstring.onboarding.link;

import dev.firstring.account.AccountId;
import dev.firstring.account.Caller;
import dev.firstring.account.ownership.AccountsInOrder;
import dev.firstring.account.ownership.ChangeNumber;
import dev.firstring.account.ownership.ClaimNumber;
import dev.firstring.account.ownership.ClaimOutcome;
import dev.firstring.account.ownership.DeviceBindings;
import dev.firstring.account.ownership.DeviceToken;
import dev.firstring.audit.AuditEvent;
import dev.firstring.audit.AuditTrail;
import dev.firstring.onboarding.session.CurrentCode;
import dev.firstring.onboarding.session.Device;
import dev.firstring.onboarding.session.NamedNumber;
import dev.firstring.onboarding.session.OnboardingSession;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.phone.PhoneNumbers;
import dev.firstring.platform.RunAgain;
import dev.firstring.sip.credential.RevokeCredentials;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Makes the proved number the caller's, and takes from others and from the caller's own past what goes with it: the
 * credentials of an account that held it before, and a number that it replaces. In the caller's transaction.
 * Thread-safe.
 */
@Component
class NumberForAccount {

    private final AccountsInOrder accounts;
    private final ClaimNumber claimNumber;
    private final ChangeNumber changeNumber;
    private final TellOldNumber tellOldNumber;
    private final DeviceBindings devices;
    private final RevokeCredentials revokeCredentials;
    private final PhoneNumbers numbers;
    private final AuditTrail trail;

    NumberForAccount(
            AccountsInOrder accounts,
            ClaimNumber claimNumber,
            ChangeNumber changeNumber,
            TellOldNumber tellOldNumber,
            DeviceBindings devices,
            RevokeCredentials revokeCredentials,
            PhoneNumbers numbers,
            AuditTrail trail) {
        this.accounts = accounts;
        this.claimNumber = claimNumber;
        this.changeNumber = changeNumber;
        this.tellOldNumber = tellOldNumber;
        this.devices = devices;
        this.revokeCredentials = revokeCredentials;
        this.numbers = numbers;
        this.trail = trail;
    }

    sealed interface Result {}

    /** @param device the token that binds the device from here on; null where the presented one stays good */
    record Given(ClaimOutcome.Claimed claimed, @Nullable DeviceToken device) implements Result {}

    record Refused(LinkOutcome outcome) implements Result {}

    /** @param number that of the session, by the plans of today */
    Result claim(LinkRequest request, OnboardingSession session, PhoneNumber number, Instant now) {
        CurrentCode code = Objects.requireNonNull(session.code(), "a proved session has a code");
        NamedNumber named = request.replaces();
        PhoneNumber known = named == null ? null : named.in(session, numbers).orElse(null);
        if (named != null && known == null) {
            return new Refused(new LinkOutcome.ReplacedNumberNotHeld());
        }
        PhoneNumber replaced = number.equals(known) ? null : known;
        Set<AccountId> locked = locked(request.caller(), number, replaced);
        if (replaced != null) {
            if (!(request.caller() instanceof Caller.Known caller)) {
                return new Refused(new LinkOutcome.AuthenticationRequired());
            }
            if (!changeNumber.mayChange(caller, now)) {
                return new Refused(new LinkOutcome.ReauthenticationRequired(changeNumber.freshSignIn()));
            }
            if (!changeNumber.change(caller, replaced, number, now)) {
                return new Refused(new LinkOutcome.ReplacedNumberNotHeld());
            }
            revokeCredentials.revoke(caller.account(), replaced, "number changed", "owner", now);
            tellOldNumber.tell(replaced, request.session(), session, now);
        }
        Device device = session.device();
        return switch (claimNumber.claim(
                request.caller(), number, code.testNumber(), device.proof(), request.displayName(), now)) {
            case ClaimOutcome.Claimed claimed ->
                given(ofLocked(claimed, request.caller(), locked), number, device, now);
            case ClaimOutcome.OnHold hold -> new Refused(new LinkOutcome.OnHold(number, hold.remaining()));
            case ClaimOutcome.TooManyNumbers many -> new Refused(new LinkOutcome.QuotaExceeded(many.max()));
            case ClaimOutcome.AuthenticationRequired wanted -> new Refused(new LinkOutcome.AuthenticationRequired());
            case ClaimOutcome.UnknownAccount unknown -> new Refused(new LinkOutcome.AuthenticationRequired());
        };
    }

    /** Locks all that is concerned, if it may be more than the account that the claim itself locks first. */
    private Set<AccountId> locked(Caller caller, PhoneNumber number, @Nullable PhoneNumber replaced) {
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

    /** The claim, unless it moved the number from an account that got it after the accounts were locked. */
    private static ClaimOutcome.Claimed ofLocked(ClaimOutcome.Claimed claimed, Caller caller, Set<AccountId> locked) {
        if (!(caller instanceof Caller.Anonymous)
                && !locked.containsAll(claimed.movedFrom().stream().toList())) {
            throw new RunAgain("the number went to another account after the accounts were locked");
        }
        return claimed;
    }

    private Given given(ClaimOutcome.Claimed claimed, PhoneNumber number, Device device, Instant now) {
        claimed.movedFrom()
                .ifPresent(former ->
                        revokeCredentials.revoke(former, number, "number moved to another account", "system", now));
        if (claimed.accountCreated()) {
            trail.record(
                    now,
                    AuditEvent.of("account.created", "owner", claimed.account().value(), null));
        }
        return new Given(
                claimed, devices.bind(claimed.account(), device.proof(), now).orElse(null));
    }
}
