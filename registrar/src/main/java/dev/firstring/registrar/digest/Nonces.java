package dev.firstring.registrar.digest;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Stateless nonces: the time, eight random bytes, and a keyed hash of both and the client's address. Credentials with a
 * valid nonce therefore come from the address that received it, although UDP sources can be spoofed. Thread-safe.
 */
public final class Nonces {

    private static final int RANDOM_BYTES = 8;
    private static final int PLAIN_BYTES = Long.BYTES + RANDOM_BYTES;
    private static final int HASH_BYTES = 16;
    private static final int TEXT_LENGTH = 43;

    private final Clock clock;
    private final SecureRandom random;
    private final Duration life;
    private final SecretKeySpec key;

    /**
     * Creates a source of nonces.
     *
     * @param key random bytes of this process: nonces of other processes and earlier runs are invalid
     */
    public Nonces(Clock clock, SecureRandom random, Duration life, byte[] key) {
        this.clock = clock;
        this.random = random;
        this.life = life;
        this.key = new SecretKeySpec(key, "HmacSHA256");
    }

    /** Issues a nonce to an address. */
    public String issue(InetAddress address) {
        byte[] drawn = new byte[RANDOM_BYTES];
        random.nextBytes(drawn);
        byte[] plain = ByteBuffer.allocate(PLAIN_BYTES)
                .putLong(clock.millis())
                .put(drawn)
                .array();
        byte[] nonce = ByteBuffer.allocate(PLAIN_BYTES + HASH_BYTES)
                .put(plain)
                .put(hash(plain, address))
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(nonce);
    }

    /** The time when the nonce was issued; empty if it is forged, expired or was issued to another address. */
    public Optional<Instant> issued(String nonce, InetAddress address) {
        if (nonce.length() != TEXT_LENGTH) {
            return Optional.empty();
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(nonce);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        byte[] plain = Arrays.copyOf(bytes, PLAIN_BYTES);
        byte[] told = Arrays.copyOfRange(bytes, PLAIN_BYTES, PLAIN_BYTES + HASH_BYTES);
        Instant issued = Instant.ofEpochMilli(ByteBuffer.wrap(plain).getLong());
        return MessageDigest.isEqual(hash(plain, address), told)
                        && clock.instant().isBefore(issued.plus(life))
                ? Optional.of(issued)
                : Optional.empty();
    }

    private byte[] hash(byte[] plain, InetAddress address) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(plain);
            return Arrays.copyOf(mac.doFinal(address.getAddress()), HASH_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the Java runtime lacks HmacSHA256", e);
        }
    }
}
