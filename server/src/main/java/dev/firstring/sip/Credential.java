package dev.firstring.sip;

import dev.firstring.account.AccountId;
import dev.firstring.account.DisplayName;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.sip.sync.SyncStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A SIP account of a person, without its secret. Immutable.
 *
 * @param number the number that it was created for; null once the account is erased
 */
public record Credential(
        CredentialId id,
        AccountId account,
        @Nullable PhoneNumber number,
        SipAddress address,
        Profile profile,
        Standing standing,
        Times times) {

    /**
     * The display name and the connection of the phone.
     *
     * @param deviceId the device that requested the credential
     */
    public record Profile(
            @Nullable DisplayName displayName,
            Transport transport,
            @Nullable String deviceId) {}

    /**
     * The state, and its last change.
     *
     * @param actor who made the change: {@code owner}, {@code system}, {@code admin:NAME}
     * @param revision incremented by every change of the credential, from 1
     * @param sync whether the SIP servers had the current revision when the credential was read
     */
    public record Standing(
            CredentialStatus status,
            @Nullable String reason,
            String actor,
            Instant at,
            long revision,
            SyncStatus sync) {}

    /**
     * When and by whom the credential was provisioned, its last registration, and its first call.
     *
     * @param createdBy {@code owner}, or {@code admin:NAME}
     * @param lastRegistered when a phone was last seen registered; null if never
     * @param lastAddress the IP address of that phone; null if unknown
     * @param lastUserAgent the user agent of that phone; null if unknown
     * @param firstCall when its first call was answered; null if none was, or its SIP server does not tell
     * @param firstCallSeconds how long that call lasted; null if it has not ended, or its SIP server does not tell
     */
    public record Times(
            Instant created,
            String createdBy,
            @Nullable Instant lastRegistered,
            @Nullable String lastAddress,
            @Nullable String lastUserAgent,
            @Nullable Instant firstCall,
            @Nullable Integer firstCallSeconds) {

        /** The times of a credential that no phone has used yet. */
        public static Times beginning(Instant created, String createdBy) {
            return new Times(created, createdBy, null, null, null, null, null);
        }
    }

    /** Returns a copy with another sync status. */
    public Credential withSync(SyncStatus sync) {
        Standing known = new Standing(
                standing.status(), standing.reason(), standing.actor(), standing.at(), standing.revision(), sync);
        return new Credential(id, account, number, address, profile, known, times);
    }

    public CredentialStatus status() {
        return standing.status();
    }

    public boolean isFor(PhoneNumber other) {
        return other.equals(number);
    }
}
