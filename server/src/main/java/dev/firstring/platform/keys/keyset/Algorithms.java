package dev.firstring.platform.keys.keyset;

import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.prf.PrfConfig;
import java.security.GeneralSecurityException;

/** Registers the algorithms with Tink, which is required before any key is read, generated or used. Idempotent. */
final class Algorithms {

    private Algorithms() {}

    static void register() {
        try {
            AeadConfig.register();
            PrfConfig.register();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks an algorithm that the keys need", e);
        }
    }
}
