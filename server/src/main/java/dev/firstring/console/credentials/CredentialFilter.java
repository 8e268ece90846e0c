package dev.firstring.console.credentials;

import dev.firstring.account.AccountId;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.sip.CredentialId;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.sync.SyncStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which credentials an operator wants to see; null for any.
 *
 * @param numbers the forms of one number, that of today first; empty for any
 * @param username the beginning of the username
 * @param before only older ones than this
 * @param limit 1 to 100
 */
public record CredentialFilter(
        List<PhoneNumber> numbers,
        @Nullable String username,
        @Nullable AccountId account,
        @Nullable CredentialStatus status,
        @Nullable SyncStatus sync,
        @Nullable CredentialId before,
        int limit) {

    public CredentialFilter {
        numbers = List.copyOf(numbers);
    }
}
