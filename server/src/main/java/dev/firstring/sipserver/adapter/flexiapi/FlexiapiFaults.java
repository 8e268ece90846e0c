package dev.firstring.sipserver.adapter.flexiapi;

import dev.firstring.platform.call.HttpAnswer.Answered;
import dev.firstring.sipserver.SipServerFault;
import dev.firstring.sipserver.SipServerFault.Kind;
import dev.firstring.sipserver.adapter.ForeignText;
import java.util.List;
import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Reads the refusals of FlexiAPI. Thread-safe. */
final class FlexiapiFaults {

    private static final int INVALID = 422;

    private final String key;

    /** @param key what no message may repeat */
    FlexiapiFaults(String key) {
        this.key = key;
    }

    /** The kind of an answer that is no success. */
    Kind kind(Answered reply) {
        return switch (reply.status()) {
            case 429, 502, 503, 504 -> Kind.SERVER_UNAVAILABLE;
            case 302, 303, 401, 403 -> Kind.AUTHENTICATION_FAILED;
            case 301, 307, 308 -> Kind.CONFIGURATION_ERROR;
            case 404 -> Kind.ACCOUNT_NOT_FOUND;
            case INVALID -> Kind.INVALID_CREDENTIALS;
            default -> Kind.INTERNAL_ERROR;
        };
    }

    /** What to throw for an answer that is no success; {@code password} is an account's, or empty. */
    SipServerFault of(Answered reply, String what, String password) {
        return of(kind(reply), reply, what, password);
    }

    /** The same, where it is known better what the answer means. */
    SipServerFault of(Kind kind, Answered reply, String what, String password) {
        return new SipServerFault(kind, what + ": " + told(reply, password));
    }

    /** Whether a field of the account is what the manager refuses. */
    boolean refuses(Answered reply, String field) {
        return reply.status() == INVALID && body(reply).path("errors").hasNonNull(field);
    }

    /** What is said of a field: texts in a list, or one text. */
    String said(Answered reply, String field) {
        JsonNode texts = body(reply).path("errors").path(field);
        StringJoiner joined = new StringJoiner(" ");
        texts.forEach(text -> joined.add(text.asString("")));
        return texts.isString() ? texts.asString() : joined.toString();
    }

    /** The status, and the manager's own words as far as it has any. */
    String told(Answered reply, String password) {
        JsonNode body = body(reply);
        StringJoiner words = new StringJoiner(" ");
        words.add("HTTP " + reply.status());
        if (body.path("message").isString()) {
            words.add(body.path("message").asString());
        }
        if (body.path("errors").isObject()) {
            body.path("errors").propertyNames().forEach(field -> words.add(field + ": " + said(reply, field)));
        }
        List<String> hidden = password.isEmpty() ? List.of(key) : List.of(key, password);
        return ForeignText.plain(words.toString(), hidden);
    }

    private static JsonNode body(Answered reply) {
        return reply.json().orElse(MissingNode.getInstance());
    }
}
