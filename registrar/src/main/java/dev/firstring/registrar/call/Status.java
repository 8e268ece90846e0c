package dev.firstring.registrar.call;

import dev.firstring.registrar.message.SipMessage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads status lines. */
final class Status {

    private static final Pattern LINE = Pattern.compile("SIP/2\\.0 ([1-6][0-9]{2})(?: .*)?");

    private Status() {}

    /** The status of a response; 0 if its first line is malformed. */
    static int of(SipMessage response) {
        Matcher line = LINE.matcher(response.head().firstLine());
        return line.matches() ? Integer.parseInt(line.group(1)) : 0;
    }
}
