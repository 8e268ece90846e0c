package dev.firstring.sip;

import dev.firstring.account.DisplayName;
import org.jspecify.annotations.Nullable;

/**
 * The address of an account: its username, its domain, and the realm of its digests. Immutable.
 *
 * @param domain the host of the address, lower case
 * @param realm the realm in the SIP server's challenge, byte for byte
 */
public record SipAddress(SipUsername username, String domain, String realm) {

    /** The address of record, such as {@code sip:u234567k3f9@sip.example.test}. */
    public String uri() {
        return "sip:" + username.value() + "@" + domain;
    }

    /**
     * The name-addr form of SIP headers: the name as a quoted string, in which quotes and backslashes are escaped by a
     * backslash, and the URI in angle brackets (RFC 3261, section 25.1). Without a name, only the URI in angle
     * brackets.
     */
    public String nameAddr(@Nullable DisplayName name) {
        String bracketed = "<" + uri() + ">";
        return name == null
                ? bracketed
                : '"' + name.value().replace("\\", "\\\\").replace("\"", "\\\"") + "\" " + bracketed;
    }

    @Override
    public String toString() {
        return uri();
    }
}
