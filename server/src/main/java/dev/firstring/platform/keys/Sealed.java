package dev.firstring.platform.keys;

/** A ciphertext and the id of its key. The array is not copied and must not be modified. */
public record Sealed(int keyId, byte[] ciphertext) {

    @Override
    public String toString() {
        return "Sealed[keyId=" + keyId + ", " + ciphertext.length + " bytes]";
    }
}
