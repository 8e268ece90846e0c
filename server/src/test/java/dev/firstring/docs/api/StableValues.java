package dev.firstring.docs.api;

import dev.firstring.http.rendering.Names;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Puts the same value of the same form in place of each value that the service draws at random: the first id that it gives
 * is always shown as the same id. Values are recognised by the name of their field or by their form.
 */
final class StableValues {

    /** Fields whose text is random as a whole, and appears in later requests. */
    private static final Set<String> RANDOM =
            Set.of("sessionId", "refreshToken", "deviceToken", "sipPassword", "newPassword", "challenge", "signature");

    private static final String ACCESS_TOKEN =
            "eyJraWQiOiIxIiwiYWxnIjoiSFMyNTYifQ.eyJzdWIiOiIwMTljYTkyNSIsImV4cCI6MTc3MjM2NzMwMH0.Qm9va3MtYXJlLW9wZW4";
    private static final String CODE = "428193";
    private static final Set<String> USERNAMES = Set.of("sipUsername", "username");
    private static final Pattern UUID =
            Pattern.compile("\\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\b");
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern HASH = Pattern.compile("\\b(?:[0-9a-f]{64}|[0-9a-f]{32})\\b");
    private static final Pattern LINK = Pattern.compile("(?<=/provisioning/)[A-Za-z0-9_-]{20,}");

    private final Map<String, String> known = new LinkedHashMap<>();

    /** Remembers a value that no answer gives. */
    void learn(String value, String shown) {
        known.putIfAbsent(value, shown);
    }

    /** Finds the random values of an answer. */
    void learn(JsonNode answer) {
        answer.properties().forEach(field -> {
            if (field.getValue().isString()) {
                learnField(Names.camel(field.getKey()), field.getValue().asString());
            } else {
                learn(field.getValue());
            }
        });
        if (answer.isArray()) {
            answer.forEach(this::learn);
        }
        if (answer.isString()) {
            HASH.matcher(answer.asString()).results().forEach(hash -> learn(hash.group(), like(hash.group(), "hash")));
        }
    }

    private void learnField(String name, String value) {
        if (name.equals("accessToken")) {
            learn(value, ACCESS_TOKEN);
        } else if (name.equals("salt")) {
            // Its parameters come in any order, and one of them is random.
            String expires = value.replaceFirst(".*[?&](expires=\\d+).*", "$1");
            String most = value.replaceFirst(".*[?&](most=\\d+).*", "$1");
            learn(
                    value,
                    "%s?%s&for=%s&key=1&%s"
                            .formatted(like("0".repeat(32), name), expires, like("z".repeat(43), "for"), most));
        } else if (RANDOM.contains(name) && value.length() > 8) {
            learn(value, like(value, name));
        } else if (USERNAMES.contains(name)) {
            learn(value, value.substring(0, value.length() - 4) + like("0000", name));
        } else if (name.equals("id") && DIGEST.matcher(value).matches()) {
            learn(value, like(value, name));
        }
        UUID.matcher(value).results().forEach(id -> learn(id.group(), id(known.size())));
        LINK.matcher(value).results().forEach(link -> learn(link.group(), like(link.group(), "link")));
    }

    String stable(String text) {
        String stable = text;
        List<String> longest = new ArrayList<>(known.keySet());
        longest.sort(Comparator.comparing(String::length).reversed());
        for (String value : longest) {
            stable = stable.replace(value, known.getOrDefault(value, value));
        }
        return stable;
    }

    JsonNode stable(JsonNode node) {
        if (node.isString()) {
            return JsonMapper.shared().getNodeFactory().stringNode(stable(node.asString()));
        }
        if (node.isArray()) {
            ArrayNode list = JsonMapper.shared().createArrayNode();
            node.forEach(item -> list.add(stable(item)));
            return list;
        }
        if (node.isObject()) {
            ObjectNode object = JsonMapper.shared().createObjectNode();
            node.properties().forEach(field -> object.set(field.getKey(), stable(field.getKey(), field.getValue())));
            return object;
        }
        return node;
    }

    /** A code is too short to be looked for in texts; the members of a detail come in any order. */
    private JsonNode stable(String name, JsonNode value) {
        if (Names.camel(name).equals("otpCode")) {
            return JsonMapper.shared().getNodeFactory().stringNode(CODE);
        }
        if (name.equals("detail") && value.isObject()) {
            ObjectNode sorted = JsonMapper.shared().createObjectNode();
            value.propertyNames().stream().sorted().forEach(member -> sorted.set(member, stable(value.get(member))));
            return sorted;
        }
        return stable(value);
    }

    /** A text of the same length and alphabet. */
    private String like(String value, String name) {
        boolean hex = value.length() < 5 || DIGEST.matcher(value).lookingAt();
        StringBuilder text = new StringBuilder();
        for (int block = 0; text.length() < value.length(); block++) {
            byte[] hash = hash(name + known.size() + "." + block);
            text.append(
                    hex
                            ? HexFormat.of().formatHex(hash)
                            : Base64.getUrlEncoder()
                                    .withoutPadding()
                                    .encodeToString(hash)
                                    .replaceAll("[-_]", "x"));
        }
        return text.substring(0, value.length());
    }

    /** A UUID of version 7 from the hour in which the examples play. */
    private static String id(int number) {
        String hex = HexFormat.of().formatHex(hash("id" + number));
        return "019ca925-" + hex.substring(0, 4) + "-7" + hex.substring(4, 7) + "-8" + hex.substring(7, 10) + "-"
                + hex.substring(10, 22);
    }

    private static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
