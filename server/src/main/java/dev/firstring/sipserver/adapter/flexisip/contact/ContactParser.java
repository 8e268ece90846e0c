package dev.firstring.sipserver.adapter.flexisip.contact;

import dev.firstring.sipserver.adapter.flexisip.contact.StoredContact.Known;
import dev.firstring.sipserver.adapter.flexisip.contact.StoredContact.Unreadable;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads what Flexisip 2.6 and 2.7 write. It refuses nothing: what it cannot read is {@link Unreadable}.
 *
 * <p>The value is {@code "Name" <sip:user@host;uri-parameters?headers>;contact-parameters}. The bookkeeping is among the
 * URI parameters, path and user agent are among the headers.
 */
public final class ContactParser {

    private ContactParser() {}

    /** The contact that stands under a field. */
    public static StoredContact parse(String field, String value) {
        int open = afterDisplayName(value);
        int close = open < 0 ? -1 : value.indexOf('>', open);
        if (close < 0) {
            return new Unreadable(field);
        }
        ContactUri uri = ContactUri.parse(value.substring(open + 1, close));
        Parameters contact = Parameters.semicolons(value.substring(close + 1));
        OptionalLong updated = uri.parameters().number("updatedAt");
        OptionalLong expires = expires(uri, contact);
        if (updated.isEmpty() || expires.isEmpty()) {
            return new Unreadable(field);
        }
        return new Known(
                field,
                uri.shown(),
                uri.header("user-agent").filter(text -> !text.isEmpty()).orElse(null),
                instance(field, contact),
                Instant.ofEpochSecond(updated.getAsLong()),
                uri.parameter("callid").orElse(null),
                Instant.ofEpochSecond(updated.getAsLong() + expires.getAsLong()));
    }

    /** Where the {@code <} before the URI is; a quoted name may hold one of its own. Below zero where there is none. */
    private static int afterDisplayName(String value) {
        int start = value.indexOf('"');
        int open = value.indexOf('<');
        if (start < 0 || open < start) {
            return open;
        }
        int end = Parameters.endOfQuoted(value, start);
        return end < 0 ? -1 : value.indexOf('<', end);
    }

    /** Seconds from the last refresh. Flexisip looks for {@code message-expires} in the first contact parameter only. */
    private static OptionalLong expires(ContactUri uri, Parameters contact) {
        OptionalLong own = contact.number("expires");
        OptionalLong calls = own.isPresent() ? own : uri.parameters().number("expires");
        OptionalLong messages =
                contact.isFirst("message-expires") ? contact.number("message-expires") : OptionalLong.empty();
        return calls.isPresent() && messages.isPresent()
                ? OptionalLong.of(Math.max(calls.getAsLong(), messages.getAsLong()))
                : calls;
    }

    /** The device's URN. One that the command line made up is none, and one given in the URI is known by the field alone. */
    private static @Nullable String instance(String field, Parameters contact) {
        return contact.value("+sip.instance")
                .or(() -> Optional.of(Parameters.unquoted(field)))
                .map(text -> text.startsWith("<") && text.endsWith(">") ? text.substring(1, text.length() - 1) : text)
                .filter(text -> text.startsWith("urn:"))
                .orElse(null);
    }
}
