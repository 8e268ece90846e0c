package dev.firstring.platform.keys.keyset;

import dev.firstring.platform.WireWord;
import java.nio.charset.StandardCharsets;

/** The stored keysets. */
enum KeysetName {
    /** AES-256-GCM keys for encryption at rest. */
    ENCRYPTION,
    /** HKDF-SHA256 root keys for key derivation. */
    DERIVATION;

    /** The value of the name column. */
    String column() {
        return WireWord.of(this);
    }

    /** Binds an encrypted keyset to its name, so that the two cannot be swapped. */
    byte[] associatedData() {
        return column().getBytes(StandardCharsets.UTF_8);
    }
}
