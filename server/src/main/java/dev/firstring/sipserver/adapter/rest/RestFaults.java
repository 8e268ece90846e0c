package dev.firstring.sipserver.adapter.rest;

import dev.firstring.platform.call.HttpCaller.HttpAnswer.Answered;
import dev.firstring.sipserver.SipServerFault;
import dev.firstring.sipserver.SipServerFault.Kind;
import dev.firstring.sipserver.adapter.ForeignText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Interprets error responses: their kind and the server's message. Thread-safe. */
final class RestFaults {

    private final List<String> secrets;

    /**
     * Creates the interpreter.
     *
     * @param secrets the secrets to redact from messages
     */
    RestFaults(List<String> secrets) {
        this.secrets = secrets;
    }

    /** The kind of an error response. The error code takes precedence, except for statuses that a proxy may send. */
    Kind kind(Answered reply) {
        return switch (reply.status()) {
            case 429, 502, 503, 504 -> Kind.SERVER_UNAVAILABLE;
            case 401 -> Kind.AUTHENTICATION_FAILED;
            default ->
                switch (code(reply)) {
                    case "ACCOUNT_EXISTS" -> Kind.ACCOUNT_EXISTS;
                    case "ACCOUNT_NOT_FOUND" -> Kind.ACCOUNT_NOT_FOUND;
                    case "ACCOUNT_DISABLED" -> Kind.ACCOUNT_DISABLED;
                    case "QUOTA_EXCEEDED" -> Kind.QUOTA_EXCEEDED;
                    case "INVALID_CREDENTIALS" -> Kind.INVALID_CREDENTIALS;
                    default -> ofStatus(reply.status());
                };
        };
    }

    /** The fault of an error response; {@code password} is the password of an account, to be redacted, or empty. */
    SipServerFault of(Answered reply, String what, String password) {
        return new SipServerFault(kind(reply), what + ": " + told(reply, password));
    }

    /** The fault of a response that does not conform to the dialect. */
    SipServerFault misfit(String what) {
        return new SipServerFault(Kind.CONFIGURATION_ERROR, what);
    }

    /** The status, with the server's message if it has one. */
    String told(Answered reply, String password) {
        JsonNode body = reply.json().orElse(MissingNode.getInstance());
        JsonNode error = body.path("error");
        String message = error.path("message").asString(body.path("message").asString(error.asString("")));
        String code = error.path("code").asString("");
        String words = (code + " " + message).strip();
        Collection<String> hidden = new ArrayList<>(secrets);
        if (!password.isEmpty()) {
            hidden.add(password);
        }
        return "HTTP " + reply.status() + (words.isEmpty() ? "" : " " + ForeignText.plain(words, hidden));
    }

    /** A word from the server, sanitized and quoted for a message. */
    String quoted(String word) {
        return "'" + ForeignText.plain(word, secrets) + "'";
    }

    private static String code(Answered reply) {
        JsonNode body = reply.json().orElse(MissingNode.getInstance());
        return body.path("error").path("code").asString(body.path("code").asString(""));
    }

    private static Kind ofStatus(int status) {
        return switch (status) {
            case 403 -> Kind.AUTHENTICATION_FAILED;
            case 404 -> Kind.ACCOUNT_NOT_FOUND;
            case 409 -> Kind.ACCOUNT_EXISTS;
            default -> Kind.INTERNAL_ERROR;
        };
    }
}
