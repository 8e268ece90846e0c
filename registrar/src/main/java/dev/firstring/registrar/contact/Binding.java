package dev.firstring.registrar.contact;

import dev.firstring.registrar.flow.Flow;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A registered contact of an address of record. Immutable.
 *
 * @param contact the contact as the phone sent it
 * @param userAgent its {@code User-Agent}; null if absent
 * @param flow the way on which the phone has registered, and is reached
 * @param call the request that last registered or refreshed it
 * @param refreshed the time of that request
 * @param expires the time when it expires
 */
public record Binding(
        Contact contact, @Nullable String userAgent, Flow flow, Call call, Instant refreshed, Instant expires) {

    /**
     * A contact without its expiry. {@code regId} is present only with an {@code instanceId} (RFC 5626).
     *
     * @param priority the value of {@code q}; null if absent
     */
    public record Contact(
            String uri,
            @Nullable String instanceId,
            @Nullable String regId,
            @Nullable String priority) {

        private static final Pattern ESCAPED = Pattern.compile("%([0-9A-Fa-f]{2})");

        /** The identity of a contact: a later contact with the same key replaces the earlier one. */
        public String key() {
            return instanceId == null || regId == null ? comparable() : instanceId + ";reg-id=" + regId;
        }

        /**
         * A canonical form of the URI (RFC 3261, section 19.1.4): only the user is case-sensitive, parameters are
         * unordered.
         */
        private String comparable() {
            int user = uri.indexOf(':') + 1;
            int host = uri.lastIndexOf('@') + 1;
            String[] parameters =
                    uri.substring(Math.max(user, host)).toLowerCase(Locale.ROOT).split(";");
            return uri.substring(0, user).toLowerCase(Locale.ROOT)
                    + (host > user ? unescaped(uri.substring(user, host)) : "")
                    + parameters[0]
                    + Stream.of(parameters)
                            .skip(1)
                            .sorted()
                            .map(parameter -> ";" + parameter)
                            .collect(Collectors.joining());
        }

        private static String unescaped(String user) {
            return ESCAPED.matcher(user).replaceAll(escape -> {
                char plain = (char) Integer.parseInt(escape.group(1), 16);
                boolean needless =
                        plain < 0x80 && (Character.isLetterOrDigit(plain) || "-_.!~*'()".indexOf(plain) >= 0);
                return Matcher.quoteReplacement(
                        needless ? String.valueOf(plain) : escape.group().toUpperCase(Locale.ROOT));
            });
        }
    }

    /** The Call-ID and CSeq of a request, which order requests that arrive out of order (RFC 3261, section 10.3). */
    public record Call(String id, long sequence) {

        boolean isOvertaken(Call earlier) {
            return id.equals(earlier.id()) && sequence <= earlier.sequence();
        }
    }

    boolean isLive(Instant now) {
        return expires.isAfter(now);
    }

    /** The remaining seconds, rounded up. */
    public long secondsLeft(Instant now) {
        return Math.max(Duration.between(now, expires).plusMillis(999).toSeconds(), 0);
    }
}
