package dev.firstring.sipserver.adapter.flexiapi;

import dev.firstring.platform.call.HttpCaller.HttpAnswer.Answered;
import dev.firstring.sipserver.SipServerFault;
import dev.firstring.sipserver.SipServerFault.Kind;
import dev.firstring.sipserver.adapter.ForeignText;
import java.util.List;
import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Interprets the error responses of FlexiAPI. Thread-safe. */
final class FlexiapiFaults {

    private static final int INVALID = 422;

    private final String key;

    /**
     * Creates the interpreter.
     *
     * @param key the secret to redact from messages
     */
    FlexiapiFaults(String key) {
        this.key = key;
    }

    /** The kind of an error response. */
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

    /** The fault of an error response; {@code password} is the password of an account, to be redacted, or empty. */
    SipServerFault of(Answered reply, String what, String password) {
        return of(kind(reply), reply, what, password);
    }

    /** The fault of an error response whose kind the caller knows better. */
    SipServerFault of(Kind kind, Answered reply, String what, String password) {
        return new SipServerFault(kind, what + ": " + told(reply, password));
    }

    /** Whether the manager rejects that field of the account. */
    boolean refuses(Answered reply, String field) {
        return reply.status() == INVALID && body(reply).path("errors").hasNonNull(field);
    }

    /** The manager's message about a field: a list of texts, or one text. */
    String said(Answered reply, String field) {
        JsonNode texts = body(reply).path("errors").path(field);
        StringJoiner joined = new StringJoiner(" ");
        texts.forEach(text -> joined.add(text.asString("")));
        return texts.isString() ? texts.asString() : joined.toString();
    }

    /** The status, with the manager's messages if it has any. */
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
