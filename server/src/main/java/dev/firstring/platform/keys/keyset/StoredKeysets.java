package dev.firstring.platform.keys.keyset;

/** The keysets as the database has them: encrypted. The arrays are not copied: do not change them. */
record StoredKeysets(long version, byte[] encryption, byte[] derivation) {

    @Override
    public String toString() {
        return "StoredKeysets[version=" + version + "]";
    }
}
