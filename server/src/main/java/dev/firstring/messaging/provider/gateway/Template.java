package dev.firstring.messaging.provider.gateway;

import dev.firstring.platform.call.HttpCaller.Forms;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/** A text with placeholders in braces. Immutable. */
record Template(String text, UnaryOperator<String> encoding) {

    private static final Pattern WORD = Pattern.compile("\\{([a-z][a-zA-Z0-9.-]*)}");

    /** Creates a template for a URL. */
    static Template url(String text) {
        return new Template(text, Forms::encode);
    }

    /** Creates a template for a header, in which values have no line breaks. */
    static Template header(String text) {
        return new Template(text, word -> word.replaceAll("\\p{Cntrl}", " "));
    }

    /**
     * Creates a template for a body.
     *
     * @throws IllegalArgumentException if the content type is not supported
     */
    static Template body(String text, String contentType) {
        String type = contentType.split(";", 2)[0].strip();
        return new Template(
                text,
                switch (type) {
                    case Forms.TYPE -> Forms::encode;
                    case "application/json" -> Template::json;
                    case "application/xml", "text/xml" -> Template::xml;
                    case "text/plain" -> UnaryOperator.identity();
                    default ->
                        throw new IllegalArgumentException("must be " + Forms.TYPE
                                + ", application/json, application/xml, text/xml or text/plain");
                });
    }

    /**
     * Replaces the placeholders.
     *
     * @throws IllegalArgumentException if a placeholder has no value; the message names it
     */
    String fill(Map<String, String> values) {
        return WORD.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(encoding.apply(value(found.group(1), values))));
    }

    private static String value(String word, Map<String, String> values) {
        String value = values.get(word);
        if (value == null) {
            throw new IllegalArgumentException("holds {" + word + "}, which stands for nothing");
        }
        return value;
    }

    private static String json(String word) {
        String quoted = JsonMapper.shared().writeValueAsString(word);
        return quoted.substring(1, quoted.length() - 1);
    }

    private static String xml(String word) {
        return word.replaceAll("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f]", " ")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&apos;");
    }
}
