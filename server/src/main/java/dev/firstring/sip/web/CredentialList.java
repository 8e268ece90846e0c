package dev.firstring.sip.web;

import dev.firstring.sip.view.CredentialSummary;
import java.util.List;

/**
 * The credentials of the caller.
 *
 * @param count the number of listed credentials
 */
record CredentialList(List<CredentialSummary> credentials, int count) {

    CredentialList {
        credentials = List.copyOf(credentials);
    }

    static CredentialList of(List<CredentialSummary> credentials) {
        return new CredentialList(credentials, credentials.size());
    }
}
