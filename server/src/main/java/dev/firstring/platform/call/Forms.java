package dev.firstring.platform.call;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Encodes and parses forms ({@code application/x-www-form-urlencoded}) of URLs and bodies. */
public final class Forms {

    public static final String TYPE = "application/x-www-form-urlencoded";

    private Forms() {}

    /** Encodes a text for a URL; a space becomes {@code %20}. */
    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Encodes fields in their order. */
    public static String encode(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    /** Parses a form into the values of each field; malformed percent-encoding is left as is. */
    public static Map<String, List<String>> parse(@Nullable String form) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        if (form == null || form.isEmpty()) {
            return fields;
        }
        for (String field : form.split("&", -1)) {
            int split = field.indexOf('=');
            String name = split < 0 ? field : field.substring(0, split);
            String value = split < 0 ? "" : field.substring(split + 1);
            fields.computeIfAbsent(decode(name), any -> new ArrayList<>()).add(decode(value));
        }
        return fields;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
