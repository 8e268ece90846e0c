package dev.firstring.platform.keys.keyset;

/** The encrypted keysets of the database. The arrays are not copied and must not be modified. */
record StoredKeysets(long version, byte[] encryption, byte[] derivation) {

    @Override
    public String toString() {
        return "StoredKeysets[version=" + version + "]";
    }
}
