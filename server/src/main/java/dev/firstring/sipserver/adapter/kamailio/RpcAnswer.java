package dev.firstring.sipserver.adapter.kamailio;

import dev.firstring.sipserver.SipServerFault;
import dev.firstring.sipserver.SipServerFault.Kind;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** What Kamailio says to a command. */
sealed interface RpcAnswer {

    /** It did it. */
    record Done(JsonNode result) implements RpcAnswer {}

    /** It did not. Kamailio has one code for nearly everything, so the text decides. */
    record Refused(int code, String message) implements RpcAnswer {

        /** Whether that only says that the address has no contacts, or not this one. */
        boolean isNone() {
            return message.startsWith("AOR not found")
                    || message.equals("AOR has no contacts")
                    || message.equals("Contact not found");
        }

        /** What it is where none was expected. */
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

    /** The result of a command that may not be refused. */
    default JsonNode result(String method) {
        return switch (this) {
            case Done(JsonNode result) -> result;
            case Refused refused -> throw refused.fault(method);
        };
    }
}
