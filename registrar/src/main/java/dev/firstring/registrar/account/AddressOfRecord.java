package dev.firstring.registrar.account;

import java.util.Locale;

/** An address of record (RFC 3261, section 6), in lower case. Immutable. */
public record AddressOfRecord(String user, String domain) implements Comparable<AddressOfRecord> {

    /**
     * Converts both parts to lower case.
     *
     * @throws IllegalArgumentException if a part is empty
     */
    public AddressOfRecord {
        if (user.isEmpty() || domain.isEmpty()) {
            throw new IllegalArgumentException("an address of record has a user and a domain");
        }
        user = user.toLowerCase(Locale.ROOT);
        domain = domain.toLowerCase(Locale.ROOT);
    }

    /** Orders by text. */
    @Override
    public int compareTo(AddressOfRecord other) {
        return toString().compareTo(other.toString());
    }

    /** {@code user@domain}. */
    @Override
    public String toString() {
        return user + "@" + domain;
    }
}
