package dev.firstring.http;

import dev.firstring.platform.keys.SecretBox;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256-GCM under one key that lives as long as the object. */
final class TestBox implements SecretBox {

    private static final int NONCE = 12;

    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec key;

    TestBox() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        key = new SecretKeySpec(bytes, "AES");
    }

    @Override
    public SecretBox.Sealed seal(byte[] plaintext, byte[] associatedData) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, nonce, plaintext, associatedData);
        return new SecretBox.Sealed(
                7,
                ByteBuffer.allocate(NONCE + sealed.length)
                        .put(nonce)
                        .put(sealed)
                        .array());
    }

    @Override
    public byte[] open(SecretBox.Sealed sealed, byte[] associatedData) {
        byte[] nonce = new byte[NONCE];
        ByteBuffer buffer = ByteBuffer.wrap(sealed.ciphertext()).get(nonce);
        byte[] ciphertext = new byte[buffer.remaining()];
        buffer.get(ciphertext);
        return run(Cipher.DECRYPT_MODE, nonce, ciphertext, associatedData);
    }

    private byte[] run(int mode, byte[] nonce, byte[] text, byte[] associatedData) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(128, nonce));
            cipher.updateAAD(associatedData);
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("not what was sealed", e);
        }
    }

    @Override
    public int currentKeyId() {
        return 7;
    }
}
