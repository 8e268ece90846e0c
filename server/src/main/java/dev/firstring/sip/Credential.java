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
 * @param number the number that it was made for; null once the account is erased
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
     * What the phone shows and how it connects.
     *
     * @param deviceId the device that asked for it
     */
    public record Profile(
            @Nullable DisplayName displayName,
            Transport transport,
            @Nullable String deviceId) {}

    /**
     * The state, and how it came about.
     *
     * @param actor who brought it there: {@code owner}, {@code system}, {@code admin:NAME}
     * @param revision counts every change of the credential, from 1
     * @param sync whether the SIP servers had it as it is when this was read
     */
    public record Standing(
            CredentialStatus status,
            @Nullable String reason,
            String actor,
            Instant at,
            long revision,
            SyncStatus sync) {}

    /**
     * When and by whom it was provisioned, and when it was last of use.
     *
     * @param createdBy {@code owner}, or {@code admin:NAME}
     * @param lastRegistered when a phone was last seen registered; null for never
     * @param lastAddress the IP address that it came from, where that is known
     * @param lastUserAgent what the phone called itself, where it did
     */
    public record Times(
            Instant created,
            String createdBy,
            @Nullable Instant lastRegistered,
            @Nullable String lastAddress,
            @Nullable String lastUserAgent) {

        /** Of a credential that no phone has used yet. */
        public static Times beginning(Instant created, String createdBy) {
            return new Times(created, createdBy, null, null, null);
        }
    }

    /** The same with what is known of the SIP servers by now. */
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
