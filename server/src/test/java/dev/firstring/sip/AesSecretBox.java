package dev.firstring.sip;

import dev.firstring.platform.keys.SecretBox;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** A box with real AES-256-GCM and keys in memory that can be rotated. Thread-safe. */
public final class AesSecretBox implements SecretBox {

    private static final int NONCE = 12;

    private final SecureRandom random = new SecureRandom();
    private final Map<Integer, SecretKey> keys = new ConcurrentHashMap<>();
    private volatile int current;

    public AesSecretBox() {
        rotate();
    }

    /** Adds a key and makes it the current one. */
    public void rotate() {
        byte[] key = new byte[32];
        random.nextBytes(key);
        int next = current + 1;
        keys.put(next, new SecretKeySpec(key, "AES"));
        current = next;
    }

    /** Forgets a key: what is under it can no longer be opened. */
    public void forget(int keyId) {
        keys.remove(keyId);
    }

    @Override
    public SecretBox.Sealed seal(byte[] plaintext, byte[] associatedData) {
        int keyId = current;
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        byte[] ciphertext = run(Cipher.ENCRYPT_MODE, keyId, nonce, plaintext, associatedData);
        return new SecretBox.Sealed(
                keyId,
                ByteBuffer.allocate(NONCE + ciphertext.length)
                        .put(nonce)
                        .put(ciphertext)
                        .array());
    }

    @Override
    public byte[] open(SecretBox.Sealed sealed, byte[] associatedData) {
        byte[] nonce = Arrays.copyOf(sealed.ciphertext(), NONCE);
        byte[] ciphertext = Arrays.copyOfRange(sealed.ciphertext(), NONCE, sealed.ciphertext().length);
        return run(Cipher.DECRYPT_MODE, sealed.keyId(), nonce, ciphertext, associatedData);
    }

    @Override
    public int currentKeyId() {
        return current;
    }

    private byte[] run(int mode, int keyId, byte[] nonce, byte[] input, byte[] associatedData) {
        SecretKey key = keys.get(keyId);
        if (key == null) {
            throw new IllegalStateException("no key " + keyId);
        }
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(128, nonce));
            cipher.updateAAD(associatedData);
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("could not open", e);
        }
    }
}
