package dev.firstring.console.credentials;

import dev.firstring.account.AccountId;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.sip.CredentialId;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.sync.SyncStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The filter of a search for credentials; null matches any value.
 *
 * @param numbers the forms of one number, the current one first; empty matches any
 * @param username a prefix of the username
 * @param before only credentials older than this one
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
