package dev.firstring.sipserver.adapter.flexisip.contact;

import java.util.Optional;
import java.util.Set;

/**
 * The URI of a contact as Flexisip stores it.
 *
 * @param address scheme, user, host and port
 * @param parameters the parameters of the phone and of Flexisip
 * @param headers the part after the question mark: data of the REGISTER
 */
record ContactUri(String address, Parameters parameters, Parameters headers) {

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
