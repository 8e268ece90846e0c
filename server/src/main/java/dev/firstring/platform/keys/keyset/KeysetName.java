package dev.firstring.platform.keys.keyset;

import dev.firstring.platform.WireWord;
import java.nio.charset.StandardCharsets;

/** The keysets that are stored. */
enum KeysetName {
    /** AES-256-GCM keys for encryption at rest. */
    ENCRYPTION,
    /** HKDF-SHA256 root keys that other keys are derived from. */
    DERIVATION;

    /** The name in the table. */
    String column() {
        return WireWord.of(this);
    }

    /** Binds an encrypted keyset to its name, so that one cannot stand in for the other. */
    byte[] associatedData() {
        return column().getBytes(StandardCharsets.UTF_8);
    }
}
