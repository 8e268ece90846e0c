package dev.firstring.sipserver.web;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether phones are registered with a credential.
 *
 * @param lastRegisteredAt when one was last seen; null for never
 * @param unreachable SIP servers that did not answer, so that more contacts may be live
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
