package dev.firstring.account.token;

import dev.firstring.platform.keys.DerivedKeys;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Derived keys under root keys 1, 2, 3 ..., of which as many exist as there were rotations. */
public final class TestKeys implements DerivedKeys {

    private final AtomicInteger current = new AtomicInteger(1);

    public void rotate() {
        current.incrementAndGet();
    }

    @Override
    public int currentKeyId() {
        return current.get();
    }

    @Override
    public byte[] derive(String purpose, int keyId) {
        if (keyId < 1 || keyId > current.get()) {
            throw new IllegalStateException("no root key " + keyId);
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(new byte[] {(byte) keyId, 42}, "HmacSHA256"));
            return mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
