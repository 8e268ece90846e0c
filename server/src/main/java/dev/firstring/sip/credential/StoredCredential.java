package dev.firstring.sip.credential;

import dev.firstring.platform.keys.SecretBox;
import dev.firstring.sip.Credential;
import org.jspecify.annotations.Nullable;

/** A credential as stored; the secret is null if it is revoked. */
record StoredCredential(Credential credential, SecretBox.@Nullable Sealed secret) {}
