package dev.firstring.messaging.provider.sns;

import dev.firstring.platform.Hash;
import dev.firstring.platform.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Signs requests to AWS with Signature Version 4. Immutable.
 *
 * @param region such as {@code eu-west-1}
 * @param service such as {@code sns}
 */
record AwsSignature(String accessKeyId, Secret secretAccessKey, String region, String service) {

    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** Formats a time for the header {@code X-Amz-Date}. */
    static String time(Instant at) {
        return TIME.format(at);
    }

    /**
     * Returns the header {@code Authorization} of a request.
     *
     * @param path the encoded path
     * @param query the encoded query with sorted parameters; empty for none
     * @param headers the headers to sign, including {@code Host} and {@code X-Amz-Date}
     */
    String authorization(String method, String path, String query, Map<String, String> headers, String body) {
        SortedMap<String, String> signed = new TreeMap<>();
        headers.forEach((name, value) ->
                signed.put(name.toLowerCase(Locale.ROOT), value.strip().replaceAll(" +", " ")));
        String names = String.join(";", signed.keySet());
        String lines = signed.entrySet().stream()
                .map(header -> header.getKey() + ":" + header.getValue() + "\n")
                .collect(Collectors.joining());
        String request = String.join("\n", method, path, query, lines, names, hash(body));
        String time = String.valueOf(signed.get("x-amz-date"));
        String day = time.substring(0, 8);
        String scope = String.join("/", day, region, service, "aws4_request");
        String toSign = String.join("\n", ALGORITHM, time, scope, hash(request));
        byte[] key = Hash.hmacSha256(("AWS4" + secretAccessKey.reveal()).getBytes(StandardCharsets.UTF_8), day);
        for (String part : new String[] {region, service, "aws4_request"}) {
            key = Hash.hmacSha256(key, part);
        }
        return ALGORITHM + " Credential=" + accessKeyId + "/" + scope + ", SignedHeaders=" + names + ", Signature="
                + HexFormat.of().formatHex(Hash.hmacSha256(key, toSign));
    }

    private static String hash(String text) {
        return HexFormat.of().formatHex(Hash.sha256(text));
    }
}
