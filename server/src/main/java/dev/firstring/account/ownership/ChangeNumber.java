package dev.firstring.account.ownership;

import dev.firstring.account.Caller;
import dev.firstring.audit.AuditTrail;
import dev.firstring.audit.AuditTrail.AuditEvent;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.platform.Hash;
import dev.firstring.platform.keys.DerivedKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Releases a number that another number of the same account replaces. This requires a fresh sign-in, so that a stolen
 * access token cannot move the account to the thief's number. Thread-safe.
 */
@Component
public class ChangeNumber {

    private static final String PURPOSE = "number-in-trail";
    private static final int DIGEST_BYTES = 16;

    private final NumberOwners owners;
    private final AuditTrail trail;
    private final DerivedKeys keys;
    private final OwnershipSettings settings;

    public ChangeNumber(NumberOwners owners, AuditTrail trail, DerivedKeys keys, OwnershipSettings settings) {
        this.owners = owners;
        this.trail = trail;
        this.keys = keys;
        this.settings = settings;
    }

    /** Whether the caller's sign-in is fresh enough to change the account's number. */
    public boolean mayChange(Caller.Known caller, Instant now) {
        Instant signedInAt = caller.signedInAt();
        return signedInAt != null && !signedInAt.plus(settings.freshSignIn()).isBefore(now);
    }

    /** The maximum age of a fresh sign-in. */
    public Duration freshSignIn() {
        return settings.freshSignIn();
    }

    /**
     * Releases the old number in the caller's transaction. The audit trail gets keyed digests of both numbers, which do
     * not reveal them without the server's key.
     *
     * @return whether the account held the number
     */
    public boolean change(Caller.Known caller, PhoneNumber from, PhoneNumber to, Instant now) {
        if (!owners.release(caller.account(), from, ReleaseReason.CHANGED, now)) {
            return false;
        }
        trail.record(
                now,
                new AuditEvent(
                        "number.changed",
                        "owner",
                        caller.account().value(),
                        null,
                        null,
                        Map.of("from", digest(from), "to", digest(to))));
        return true;
    }

    private String digest(PhoneNumber number) {
        int keyId = keys.currentKeyId();
        byte[] digest = Hash.hmacSha256(keys.derive(PURPOSE, keyId), number.e164());
        return keyId + ":" + HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
    }
}
