package dev.firstring.sipserver.adapter.embedded.account;

import dev.firstring.sip.CredentialId;
import dev.firstring.sip.Digests;
import org.jspecify.annotations.Nullable;

/**
 * An account that phones may register with. Immutable.
 *
 * @param digests for the user as the name
 * @param ofFullName for {@code user@domain} as the name; null until they are there
 */
public record Account(
        CredentialId credential, Digests digests, @Nullable Digests ofFullName) {}
