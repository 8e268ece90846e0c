package dev.firstring.sipserver.web;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The registrations of a credential.
 *
 * @param lastRegisteredAt when a phone was last seen registered; null if never
 * @param unreachable the SIP servers that did not answer, which may have further live contacts
 */
public record RegistrationView(
        boolean registered,
        List<ContactView> contacts,
        @Nullable Instant lastRegisteredAt,
        @Nullable String lastUserAgent,
        List<String> unreachable) {

    public RegistrationView {
        contacts = List.copyOf(contacts);
        unreachable = List.copyOf(unreachable);
    }
}
