package dev.firstring.testing;

import dev.firstring.platform.keys.DerivedKeys;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Derived keys that are the same in every run; key 1 is current, key 2 exists, others do not. */
public final class FixedKeys implements DerivedKeys {

    @Override
    public int currentKeyId() {
        return 1;
    }

    @Override
    public byte[] derive(String purpose, int keyId) {
        if (keyId != 1 && keyId != 2) {
            throw new IllegalStateException("no key " + keyId);
        }
        try {
            return MessageDigest.getInstance("SHA-256").digest((keyId + purpose).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
