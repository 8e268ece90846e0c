package dev.firstring.sip;

import dev.firstring.account.DisplayName;
import org.jspecify.annotations.Nullable;

/**
 * Where an account lives: its username, its domain, and the realm that its digests are made with. Immutable.
 *
 * @param domain the host of the address, lower case
 * @param realm what the SIP server announces in its challenge, byte for byte
 */
public record SipAddress(SipUsername username, String domain, String realm) {

    /** The address of record, such as {@code sip:u234567k3f9@sip.example.test}. */
    public String uri() {
        return "sip:" + username.value() + "@" + domain;
    }

    /**
     * The address with a name before it, as SIP headers write it: a quoted string, where quotes and backslashes carry a
     * backslash, and the URI in brackets (RFC 3261, section 25.1). Without a name, the URI in brackets.
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
