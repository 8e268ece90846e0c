package dev.firstring.registrar.account;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An account that phones may register with. Immutable.
 *
 * @param id what the directory knows it by
 * @param hashes for the user as the name
 * @param ofFullName for {@code user@domain} as the name; null until they are there
 */
public record SipAccount(
        UUID id, Ha1Hashes hashes, @Nullable Ha1Hashes ofFullName) {}
