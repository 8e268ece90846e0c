package dev.firstring.onboarding.link;

import dev.firstring.account.AccountId;
import dev.firstring.account.Caller;
import dev.firstring.account.ownership.ClaimNumber;
import dev.firstring.account.ownership.ClaimOutcome;
import dev.firstring.account.ownership.DeviceBindings;
import dev.firstring.account.ownership.DeviceToken;
import dev.firstring.account.ownership.NumberOwners;
import dev.firstring.account.ownership.ReleaseReason;
import dev.firstring.audit.AuditEvent;
import dev.firstring.audit.AuditTrail;
import dev.firstring.onboarding.session.Device;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.sip.credential.RevokeCredentials;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Makes the proved number the caller's, and takes from others and from the caller's own past what goes with it: the
 * credentials of an account that held it before, and a number that it replaces. In the caller's transaction.
 * Thread-safe.
 */
@Component
class NumberForAccount {

    private final ClaimNumber claimNumber;
    private final NumberOwners owners;
    private final DeviceBindings devices;
    private final RevokeCredentials revokeCredentials;
    private final AuditTrail trail;

    NumberForAccount(
            ClaimNumber claimNumber,
            NumberOwners owners,
            DeviceBindings devices,
            RevokeCredentials revokeCredentials,
            AuditTrail trail) {
        this.claimNumber = claimNumber;
        this.owners = owners;
        this.devices = devices;
        this.revokeCredentials = revokeCredentials;
        this.trail = trail;
    }

    sealed interface Result {}

    /** @param device the token that binds the device from here on; null where the presented one stays good */
    record Given(ClaimOutcome.Claimed claimed, @Nullable DeviceToken device) implements Result {}

    record Refused(LinkOutcome outcome) implements Result {}

    Result claim(LinkRequest request, PhoneNumber number, boolean shared, Device device, Instant now) {
        PhoneNumber replaced = request.replaces();
        if (replaced != null && !replaced.equals(number)) {
            if (!(request.caller() instanceof Caller.Known(AccountId account, _, _))) {
                return new Refused(new LinkOutcome.AuthenticationRequired());
            }
            if (!owners.release(account, replaced, ReleaseReason.CHANGED, now)) {
                return new Refused(new LinkOutcome.ReplacedNumberNotHeld());
            }
            revokeCredentials.revoke(account, replaced, "number changed", "owner", now);
        }
        return switch (claimNumber.claim(
                request.caller(), number, shared, device.proof(), request.displayName(), now)) {
            case ClaimOutcome.Claimed claimed -> given(claimed, number, device, now);
            case ClaimOutcome.OnHold hold -> new Refused(new LinkOutcome.OnHold(number, hold.remaining()));
            case ClaimOutcome.TooManyNumbers many -> new Refused(new LinkOutcome.QuotaExceeded(many.max()));
            case ClaimOutcome.AuthenticationRequired wanted -> new Refused(new LinkOutcome.AuthenticationRequired());
            case ClaimOutcome.UnknownAccount unknown -> new Refused(new LinkOutcome.AuthenticationRequired());
        };
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
