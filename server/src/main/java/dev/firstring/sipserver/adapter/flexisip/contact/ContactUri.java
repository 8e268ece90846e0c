package dev.firstring.sipserver.adapter.flexisip.contact;

import java.util.Optional;
import java.util.Set;

/**
 * The URI of a contact as Flexisip keeps it.
 *
 * @param address scheme, user, host and port
 * @param parameters what stands between semicolons: the phone's and Flexisip's
 * @param headers what stands after the question mark: parts of the REGISTER
 */
record ContactUri(String address, Parameters parameters, Parameters headers) {

    private static final Set<String> BOOKKEEPING =
            Set.of("fs-conn-id", "callid", "expires", "cseq", "updatedat", "alias", "usedasroute");

    /** A user part may hold semicolons and question marks, so both count only after the at sign. */
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

    /** What the phone is called at. */
    String shown() {
        return address + parameters.without(BOOKKEEPING);
    }

    /** A parameter that Flexisip added, decoded. */
    Optional<String> parameter(String name) {
        return parameters.value(name).map(ContactUri::decoded);
    }

    /** A header, decoded. A plus sign is a plus sign here. */
    Optional<String> header(String name) {
        return headers.value(name).map(ContactUri::decoded);
    }

    /** Turns escapes into bytes; what only looks like an escape stays as it is. */
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
