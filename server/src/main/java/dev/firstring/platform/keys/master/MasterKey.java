package dev.firstring.platform.keys.master;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.util.SecretBytes;
import dev.firstring.platform.keys.UnusableKeys;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The key that encrypts the keysets, AES-256-GCM (ASVS 11.3.2). It can be used but not read: no method returns its
 * bytes. Immutable, thread-safe.
 */
public final class MasterKey {

    private static final int BYTES = 32;

    private final Aead aead;

    private MasterKey(Aead aead) {
        this.aead = aead;
    }

    /** Generates the text of a new master key: 32 random bytes in base64. */
    public static String generate(SecureRandom random) {
        byte[] drawn = new byte[BYTES];
        random.nextBytes(drawn);
        return Base64.getEncoder().encodeToString(drawn);
    }

    /**
     * Parses a master key.
     *
     * @param text 32 bytes in base64 (RFC 4648, section 4)
     * @param where the source of the text, for the message
     * @throws UnusableKeys if the text is anything else
     */
    public static MasterKey parse(String text, String where) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(text.strip());
        } catch (IllegalArgumentException e) {
            // The cause is omitted because it quotes a character of the key.
            throw new UnusableKeys("The master key in " + where + " is not base64. " + MasterKeyAdvice.MAKE_ONE);
        }
        if (key.length != BYTES) {
            throw new UnusableKeys("The master key in " + where + " is " + key.length + " bytes long, not " + BYTES
                    + ". " + MasterKeyAdvice.MAKE_ONE);
        }
        return new MasterKey(aead(key));
    }

    /** Encryption under this key. */
    public Aead aead() {
        return aead;
    }

    @AccessesPartialKey
    private static Aead aead(byte[] key) {
        try {
            AeadConfig.register();
            AesGcmParameters parameters = AesGcmParameters.builder()
                    .setKeySizeBytes(BYTES)
                    .setIvSizeBytes(12)
                    .setTagSizeBytes(16)
                    .setVariant(AesGcmParameters.Variant.NO_PREFIX)
                    .build();
            AesGcmKey imported = AesGcmKey.builder()
                    .setParameters(parameters)
                    .setKeyBytes(SecretBytes.copyFrom(key, InsecureSecretKeyAccess.get()))
                    .build();
            return KeysetHandle.newBuilder()
                    .addEntry(KeysetHandle.importKey(imported).withRandomId().makePrimary())
                    .build()
                    .getPrimitive(RegistryConfiguration.get(), Aead.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot do AES-256-GCM", e);
        }
    }

    @Override
    public String toString() {
        return "MasterKey[***]";
    }
}
