package dev.firstring.registrar.account;

import java.util.Locale;

/** The address that phones register for (RFC 3261, section 6), in lower case. Immutable. */
public record AddressOfRecord(String user, String domain) implements Comparable<AddressOfRecord> {

    /** @throws IllegalArgumentException if a part is empty */
    public AddressOfRecord {
        if (user.isEmpty() || domain.isEmpty()) {
            throw new IllegalArgumentException("an address of record has a user and a domain");
        }
        user = user.toLowerCase(Locale.ROOT);
        domain = domain.toLowerCase(Locale.ROOT);
    }

    /** In the order of their text. */
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
