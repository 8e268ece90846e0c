package dev.firstring.sip.web;

import dev.firstring.sip.view.CredentialSummary;
import java.util.List;

/**
 * What credentials a person has.
 *
 * @param count how many are listed
 */
record CredentialList(List<CredentialSummary> credentials, int count) {

    CredentialList {
        credentials = List.copyOf(credentials);
    }

    static CredentialList of(List<CredentialSummary> credentials) {
        return new CredentialList(credentials, credentials.size());
    }
}
