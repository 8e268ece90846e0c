package dev.firstring.sipserver.adapter.kamailio;

import dev.firstring.sipserver.SipServerFault;
import dev.firstring.sipserver.SipServerFault.Kind;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Kamailio's response to a command. */
sealed interface RpcAnswer {

    /** The command succeeded. */
    record Done(JsonNode result) implements RpcAnswer {}

    /** The command failed. Kamailio uses one code for almost all errors, so the text is decisive. */
    record Refused(int code, String message) implements RpcAnswer {

        /** Whether the address has no contacts, or not the requested one. */
        boolean isNone() {
            return message.startsWith("AOR not found")
                    || message.equals("AOR has no contacts")
                    || message.equals("Contact not found");
        }

        /** The fault if no error was expected. */
        SipServerFault fault(String method) {
            String lower = message.toLowerCase(Locale.ROOT);
            boolean misfit = lower.contains("method not found")
                    || lower.contains("table not found")
                    || lower.contains("domain missing in aor");
            return new SipServerFault(
                    misfit ? Kind.CONFIGURATION_ERROR : Kind.INTERNAL_ERROR,
                    "Kamailio refused " + method + ": " + code + " " + message);
        }
    }

    /** The result of a command; an error is thrown as a fault. */
    default JsonNode result(String method) {
        return switch (this) {
            case Done(JsonNode result) -> result;
            case Refused refused -> throw refused.fault(method);
        };
    }
}
