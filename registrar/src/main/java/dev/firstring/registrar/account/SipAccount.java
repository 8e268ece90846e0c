package dev.firstring.registrar.account;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An account that phones may register with. Immutable.
 *
 * @param id the id of the account in the directory
 * @param hashes with the user as the username
 * @param ofFullName with {@code user@domain} as the username; null if absent
 */
public record SipAccount(
        UUID id, Ha1Hashes hashes, @Nullable Ha1Hashes ofFullName) {}
