package dev.firstring.messaging.provider.twilio;

import dev.firstring.platform.Hash;
import dev.firstring.platform.Secret;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Computes {@code X-Twilio-Signature}: HMAC-SHA-1 over the URL and the sorted fields, keyed with the account's token.
 */
final class TwilioSignature {

    private static final Pattern ADDRESS =
            Pattern.compile("(?i)(https?://)(\\[[^]/?#]*]|[^:/?#]*)(:[0-9]+)?([/?#].*)?", Pattern.DOTALL);

    private TwilioSignature() {}

    /**
     * Returns the forms of a URL that may have been signed: Twilio's libraries accept one with the port, even if it is
     * the scheme's default, and one without.
     */
    static Set<String> addresses(String url) {
        Matcher parts = ADDRESS.matcher(url);
        if (!parts.matches()) {
            return Set.of(url);
        }
        String scheme = parts.group(1);
        String rest = parts.group(4) == null ? "" : parts.group(4);
        String standard = scheme.equalsIgnoreCase("https://") ? ":443" : ":80";
        String port = parts.group(3) == null ? standard : parts.group(3);
        return new LinkedHashSet<>(List.of(url, scheme + parts.group(2) + port + rest, scheme + parts.group(2) + rest));
    }

    static String of(Secret authToken, String url, Map<String, List<String>> fields) {
        StringBuilder signed = new StringBuilder(url);
        new TreeMap<>(fields)
                .forEach((name, values) -> values.stream()
                        .distinct()
                        .sorted()
                        .forEach(value -> signed.append(name).append(value)));
        return Base64.getEncoder().encodeToString(Hash.hmacSha1(authToken.reveal(), signed.toString()));
    }
}
