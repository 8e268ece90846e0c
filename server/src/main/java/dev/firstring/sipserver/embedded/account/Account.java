package dev.firstring.sipserver.embedded.account;

import dev.firstring.sip.CredentialId;
import dev.firstring.sip.Digests;

/** An account that phones may register with. Immutable. */
public record Account(CredentialId credential, Digests digests) {}
