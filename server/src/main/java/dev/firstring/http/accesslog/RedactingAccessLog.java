package dev.firstring.http.accesslog;

import java.io.CharArrayWriter;
import java.util.regex.Pattern;
import org.apache.catalina.valves.AccessLogValve;
import org.springframework.beans.BeanUtils;

/** Tomcat's access log with redacted lines. The whole line is redacted, whatever its pattern. Thread-safe. */
final class RedactingAccessLog extends AccessLogValve {

    /** Creates a redacting log with the configuration of the given one. */
    static RedactingAccessLog like(AccessLogValve other) {
        RedactingAccessLog log = new RedactingAccessLog();
        BeanUtils.copyProperties(other, log, "container", "next");
        return log;
    }

    @Override
    public void log(CharArrayWriter message) {
        String line = Redaction.of(message.toString());
        message.reset();
        message.append(line);
        super.log(message);
    }

    /**
     * Redacts bearer secrets that are part of URLs from a log line: tokens of provisioning links and ids of onboarding
     * sessions (ASVS 14.2.1), plain or percent-encoded as in a query. The rest of the line still identifies the route.
     */
    static final class Redaction {

        private static final String MASK = "***";

        /**
         * The prefix of a secret, and then everything to the end of the segment. No group repeats without a bound:
         * lines can be long.
         */
        private static final Pattern SECRET = Pattern.compile(
                "(?i)(provisioning(?:/|%2F){1,3}(?!me(?![A-Za-z0-9_-]))|session(?:/|%2F){1,3}(?!extend(?![A-Za-z0-9_-]))"
                        + "|session_?id(?:=|%3D))[^\\s\"/?&#]++");

        private Redaction() {}

        static String of(String line) {
            return SECRET.matcher(line).replaceAll("$1" + MASK);
        }
    }
}
