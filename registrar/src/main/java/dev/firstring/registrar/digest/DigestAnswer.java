package dev.firstring.registrar.digest;

import dev.firstring.registrar.account.Ha1Hashes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The credentials of a phone, with {@code qop=auth} or, as in RFC 2069, without. The digest covers the text of some
 * parameters, so they are read here as they were sent: the message parser rewrites URIs. Immutable.
 */
public final class DigestAnswer {

    private static final Pattern SCHEME = Pattern.compile("Digest\\s++(?:,\\s*+)*+", Pattern.CASE_INSENSITIVE);
    private static final Pattern PARAMETER = Pattern.compile(
            "([A-Za-z0-9_-]{1,32}+)\\s*+=\\s*+(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^\\s,\"=]++=*+))\\s*+(?:(?:,\\s*+)++|$)");
    private static final Pattern COUNT = Pattern.compile("[0-9a-fA-F]{8}");
    private static final int MOST_PARAMETERS = 24;

    private final Map<String, String> parameters;

    private DigestAnswer(Map<String, String> parameters) {
        this.parameters = parameters;
    }

    /** Reads the value of an {@code Authorization} header; empty for another scheme or a malformed value. */
    public static Optional<DigestAnswer> read(String value) {
        Matcher scheme = SCHEME.matcher(value);
        if (!scheme.lookingAt()) {
            return Optional.empty();
        }
        Map<String, String> found = new HashMap<>();
        Matcher parameter = PARAMETER.matcher(value);
        int position = scheme.end();
        while (position < value.length()) {
            if (!parameter.region(position, value.length()).lookingAt() || found.size() == MOST_PARAMETERS) {
                return Optional.empty();
            }
            String text = parameter.group(2) != null ? parameter.group(2) : parameter.group(3);
            if (found.putIfAbsent(parameter.group(1).toLowerCase(Locale.ROOT), text) != null) {
                return Optional.empty();
            }
            position = parameter.end();
        }
        return Optional.of(new DigestAnswer(found));
    }

    /** Whether all required parameters are present and well-formed (RFC 7616, section 3.4; RFC 2069, section 2.1.2). */
    public boolean isWhole() {
        if (!parameters.keySet().containsAll(List.of("username", "realm", "nonce", "uri", "response"))) {
            return false;
        }
        return isOnce()
                ? !parameters.containsKey("nc")
                : get("qop").equalsIgnoreCase("auth")
                        && parameters.containsKey("cnonce")
                        && COUNT.matcher(get("nc")).matches();
    }

    /** Whether there is no {@code qop} (RFC 2069): without a nonce count, the nonce is valid once. */
    public boolean isOnce() {
        return !parameters.containsKey("qop");
    }

    public String realm() {
        return get("realm");
    }

    public String username() {
        return get("username");
    }

    /** The URI that the digest covers. */
    public String uri() {
        return get("uri");
    }

    public String nonce() {
        return get("nonce");
    }

    /** The nonce count of the phone. */
    public long count() {
        return Long.parseLong(get("nc"), 16);
    }

    /** The algorithm; empty if it is not supported. */
    public Optional<DigestAlgorithm> algorithm() {
        return DigestAlgorithm.named(parameters.get("algorithm"));
    }

    /** Whether the response proves knowledge of the secret. Takes the same time for wrong and right responses. */
    public boolean isBy(Ha1Hashes hashes, DigestAlgorithm algorithm, String method) {
        @Nullable String ha1 = algorithm.of(hashes);
        String secret = ha1 == null ? "" : ha1;
        String ha2 = algorithm.hex(method + ":" + get("uri"));
        String expected = algorithm.hex(
                isOnce()
                        ? String.join(":", secret, nonce(), ha2)
                        : String.join(":", secret, nonce(), get("nc"), get("cnonce"), get("qop"), ha2));
        byte[] given = get("response").toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        boolean same = MessageDigest.isEqual(expected.getBytes(StandardCharsets.US_ASCII), given);
        return same && ha1 != null;
    }

    private String get(String name) {
        return parameters.getOrDefault(name, "");
    }
}
