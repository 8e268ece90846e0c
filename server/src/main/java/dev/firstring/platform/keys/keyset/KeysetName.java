package dev.firstring.platform.keys.keyset;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The keysets that are stored. */
enum KeysetName {
    /** AES-256-GCM keys for encryption at rest. */
    ENCRYPTION,
    /** HKDF-SHA256 root keys that other keys are derived from. */
    DERIVATION;

    /** The name in the table. */
    String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Binds an encrypted keyset to its name, so that one cannot stand in for the other. */
    byte[] associatedData() {
        return column().getBytes(StandardCharsets.UTF_8);
    }
}
