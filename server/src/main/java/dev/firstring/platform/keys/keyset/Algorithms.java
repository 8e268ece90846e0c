package dev.firstring.platform.keys.keyset;

import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.prf.PrfConfig;
import java.security.GeneralSecurityException;

/** What Tink must be told before it reads, makes or uses a key; once for the process, more often does no harm. */
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
