package dev.firstring.platform.keys;

/** A ciphertext and the id of the key that it is under. The array is not copied: do not change it. */
public record Sealed(int keyId, byte[] ciphertext) {

    @Override
    public String toString() {
        return "Sealed[keyId=" + keyId + ", " + ciphertext.length + " bytes]";
    }
}
