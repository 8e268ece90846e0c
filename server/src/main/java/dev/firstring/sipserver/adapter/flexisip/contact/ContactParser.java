package dev.firstring.sipserver.adapter.flexisip.contact;

import dev.firstring.sipserver.adapter.flexisip.contact.StoredContact.Known;
import dev.firstring.sipserver.adapter.flexisip.contact.StoredContact.Unreadable;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Parses the contacts that Flexisip 2.6 and 2.7 write. It never fails: an unparsable contact is {@link Unreadable}.
 *
 * <p>The value is {@code "Name" <sip:user@host;uri-parameters?headers>;contact-parameters}. Flexisip's own data are URI
 * parameters; path and user agent are headers.
 */
public final class ContactParser {

    private ContactParser() {}

    /** Parses the value of a field. */
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

    /** The index of the {@code <} before the URI, which is not the one in a quoted name; negative if absent. */
    private static int afterDisplayName(String value) {
        int start = value.indexOf('"');
        int open = value.indexOf('<');
        if (start < 0 || open < start) {
            return open;
        }
        int end = Parameters.endOfQuoted(value, start);
        return end < 0 ? -1 : value.indexOf('<', end);
    }

    /** Seconds since the last refresh. Flexisip reads {@code message-expires} from the first contact parameter only. */
    private static OptionalLong expires(ContactUri uri, Parameters contact) {
        OptionalLong own = contact.number("expires");
        OptionalLong calls = own.isPresent() ? own : uri.parameters().number("expires");
        OptionalLong messages =
                contact.isFirst("message-expires") ? contact.number("message-expires") : OptionalLong.empty();
        return calls.isPresent() && messages.isPresent()
                ? OptionalLong.of(Math.max(calls.getAsLong(), messages.getAsLong()))
                : calls;
    }

    /**
     * The device's URN; null if absent or if Flexisip's command line generated the id. A URN that was given in the URI
     * is in the field only.
     */
    private static @Nullable String instance(String field, Parameters contact) {
        return contact.value("+sip.instance")
                .or(() -> Optional.of(Parameters.unquoted(field)))
                .map(text -> text.startsWith("<") && text.endsWith(">") ? text.substring(1, text.length() - 1) : text)
                .filter(text -> text.startsWith("urn:"))
                .orElse(null);
    }
}
