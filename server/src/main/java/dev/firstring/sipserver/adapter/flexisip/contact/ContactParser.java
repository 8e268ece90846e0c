package dev.firstring.sipserver.adapter.flexisip.contact;

import dev.firstring.sipserver.adapter.flexisip.contact.StoredContact.Known;
import dev.firstring.sipserver.adapter.flexisip.contact.StoredContact.Unreadable;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
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

    /**
     * The URI of a contact as Flexisip stores it.
     *
     * @param address scheme, user, host and port
     * @param parameters the parameters of the phone and of Flexisip
     * @param headers the part after the question mark: data of the REGISTER
     */
    private record ContactUri(String address, Parameters parameters, Parameters headers) {

        private static final Set<String> BOOKKEEPING =
                Set.of("fs-conn-id", "callid", "expires", "cseq", "updatedat", "alias", "usedasroute");

        /**
         * Parses a URI. A user part may contain semicolons and question marks, so they are delimiters only after the at
         * sign.
         */
        static ContactUri parse(String text) {
            int at = text.indexOf('@');
            int query = text.indexOf('?', at + 1);
            String beforeQuery = query < 0 ? text : text.substring(0, query);
            int semicolon = beforeQuery.indexOf(';', at + 1);
            return new ContactUri(
                    semicolon < 0 ? beforeQuery : beforeQuery.substring(0, semicolon),
                    Parameters.semicolons(semicolon < 0 ? "" : beforeQuery.substring(semicolon)),
                    Parameters.ampersands(query < 0 ? "" : text.substring(query + 1)));
        }

        /** The URI without the parameters that Flexisip added. */
        String shown() {
            return address + parameters.without(BOOKKEEPING);
        }

        /** A parameter that Flexisip added, decoded. */
        Optional<String> parameter(String name) {
            return parameters.value(name).map(ContactUri::decoded);
        }

        /** A header, decoded; a plus sign is literal. */
        Optional<String> header(String name) {
            return headers.value(name).map(ContactUri::decoded);
        }

        /** Decodes percent-escapes to bytes; malformed escapes are kept. */
        private static String decoded(String text) {
            StringBuilder plain = new StringBuilder(text.length());
            for (int i = 0; i < text.length(); i++) {
                char each = text.charAt(i);
                if (each == '%' && i + 2 < text.length() && digit(text, i + 1) >= 0 && digit(text, i + 2) >= 0) {
                    plain.append((char) (digit(text, i + 1) * 16 + digit(text, i + 2)));
                    i += 2;
                } else {
                    plain.append(each);
                }
            }
            return plain.toString();
        }

        private static int digit(String text, int index) {
            char each = text.charAt(index);
            return each < 128 ? Character.digit(each, 16) : -1;
        }
    }
}
