package dev.firstring.sip.web;

import dev.firstring.sip.view.CredentialSummary;
import java.util.List;

/** What credentials a person has. */
record CredentialList(List<CredentialSummary> credentials) {

    CredentialList {
        credentials = List.copyOf(credentials);
    }
}
