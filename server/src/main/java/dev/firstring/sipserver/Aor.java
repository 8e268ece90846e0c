package dev.firstring.sipserver;

import dev.firstring.sip.SipAddress;
import java.util.Locale;
import java.util.Optional;

/**
 * An address of record on SIP servers: a user and a domain, both in lower case. It may belong to an account that the
 * service did not create. Immutable.
 */
public record Aor(String user, String domain) {

    /** @throws IllegalArgumentException if a part is empty */
    public Aor {
        if (user.isEmpty() || domain.isEmpty()) {
            throw new IllegalArgumentException("an address of record has a user and a domain");
        }
        user = user.toLowerCase(Locale.ROOT);
        domain = domain.toLowerCase(Locale.ROOT);
    }

    public static Aor of(SipAddress address) {
        return new Aor(address.username().value(), address.domain());
    }

    /** Parses {@code user@domain}, with or without a leading {@code sip:}; empty for anything else. */
    public static Optional<Aor> parse(String text) {
        String plain = text.startsWith("sip:") ? text.substring("sip:".length()) : text;
        int at = plain.lastIndexOf('@');
        return at < 1 || at == plain.length() - 1 || plain.codePoints().anyMatch(Character::isISOControl)
                ? Optional.empty()
                : Optional.of(new Aor(plain.substring(0, at), plain.substring(at + 1)));
    }

    /** {@code user@domain}. */
    @Override
    public String toString() {
        return user + "@" + domain;
    }
}
