package dev.firstring.sip.credential;

import dev.firstring.platform.keys.Sealed;
import dev.firstring.sip.Credential;
import org.jspecify.annotations.Nullable;

/** A credential as stored; the secret is null if it is revoked. */
record StoredCredential(Credential credential, @Nullable Sealed secret) {}
