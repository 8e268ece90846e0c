package dev.firstring.registrar.contact;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A contact of an address as a phone registered it. Immutable.
 *
 * @param contact what the phone calls itself
 * @param userAgent its {@code User-Agent}; null where it sent none
 * @param call the transaction that registered it last
 * @param refreshed when that was
 * @param expires when it ends
 */
public record Binding(Contact contact, @Nullable String userAgent, Call call, Instant refreshed, Instant expires) {

    /**
     * A contact without its time. {@code regId} is set only with an {@code instanceId} (RFC 5626).
     *
     * @param priority the value of {@code q}; null where the phone sent none
     */
    public record Contact(
            String uri,
            @Nullable String instanceId,
            @Nullable String regId,
            @Nullable String priority) {

        private static final Pattern ESCAPED = Pattern.compile("%([0-9A-Fa-f]{2})");

        /** The same for two contacts of which the later takes the place of the earlier. */
        public String key() {
            return instanceId == null || regId == null ? comparable() : instanceId + ";reg-id=" + regId;
        }

        /** The same for two spellings of one URI (RFC 3261, section 19.1.4): case counts in the user only, order nowhere. */
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

    /** The call and the place in it, by which requests that overtook each other are told apart (RFC 3261, 10.3). */
    public record Call(String id, long sequence) {

        boolean isOvertaken(Call earlier) {
            return id.equals(earlier.id()) && sequence <= earlier.sequence();
        }
    }

    boolean isLive(Instant now) {
        return expires.isAfter(now);
    }

    /** Seconds that are left, rounded up. */
    public long secondsLeft(Instant now) {
        return Math.max(Duration.between(now, expires).plusMillis(999).toSeconds(), 0);
    }
}
