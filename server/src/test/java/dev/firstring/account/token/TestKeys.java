package dev.firstring.account.token;

import dev.firstring.platform.keys.DerivedKeys;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Derived keys under root keys 1, 2, 3 ..., of which as many exist as there were rotations, less the retired ones. */
public final class TestKeys implements DerivedKeys {

    private final AtomicInteger current = new AtomicInteger(1);
    private final Set<Integer> retired = ConcurrentHashMap.newKeySet();

    public void retire(int keyId) {
        retired.add(keyId);
    }

    public void rotate() {
        current.incrementAndGet();
    }

    @Override
    public int currentKeyId() {
        return current.get();
    }

    @Override
    public byte[] derive(String purpose, int keyId) {
        if (keyId < 1 || keyId > current.get() || retired.contains(keyId)) {
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
