package dev.firstring.sip.credential;

import dev.firstring.platform.keys.Sealed;
import dev.firstring.sip.Credential;
import org.jspecify.annotations.Nullable;

/** A credential as it is kept; a revoked one has no secret. */
record StoredCredential(Credential credential, @Nullable Sealed secret) {}
