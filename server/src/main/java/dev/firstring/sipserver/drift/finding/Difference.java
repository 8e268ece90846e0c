package dev.firstring.sipserver.drift.finding;

import dev.firstring.sip.CredentialId;
import dev.firstring.sipserver.Aor;
import org.jspecify.annotations.Nullable;

/**
 * One difference, as it is found. It holds no secret and no name of a person.
 *
 * @param credential null for an account that the service never made
 * @param detail what is different, for an operator
 */
public record Difference(DriftKind kind, Aor aor, @Nullable CredentialId credential, String detail) {}
