package dev.firstring.registrar.request;

import dev.firstring.registrar.message.Answers;
import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.List;

/** Answers every parsed REGISTER, and OPTIONS for this server (RFC 3261, section 8.2). Thread-safe. */
public final class Requests {

    private final Answers answers;
    private final ServedNames names;
    private final RegisterRequests registers;

    public Requests(Answers answers, ServedNames names, RegisterRequests registers) {
        this.answers = answers;
        this.names = names;
        this.registers = registers;
    }

    /** Whether a request is a REGISTER, or an OPTIONS without a user: all others concern phones. */
    public static boolean isForThisServer(SIPRequest request) {
        return switch (request.getMethod()) {
            case "REGISTER" -> true;
            case "OPTIONS" -> !(request.getRequestURI() instanceof SipUri uri) || uri.getUser() == null;
            default -> false;
        };
    }

    /** Returns the response. May block for the duration of a database lookup. */
    public SIPResponse answer(Incoming incoming) {
        SIPRequest request = incoming.request();
        boolean register = request.getMethod().equals("REGISTER");
        if (!(request.getRequestURI() instanceof SipUri uri)) {
            return answers.of(request, 416, "Unsupported URI Scheme");
        }
        if (!names.include(uri)) {
            return answers.of(request, 404, "Not Found");
        }
        List<String> required = incoming.head().values("require");
        if (!required.isEmpty()) {
            SIPResponse refusal = answers.of(request, 420, "Bad Extension");
            required.forEach(options -> Answers.add(refusal, "Unsupported", options));
            return refusal;
        }
        return register ? registers.answer(incoming) : allowing(answers.of(request, 200, "OK"));
    }

    private static SIPResponse allowing(SIPResponse answer) {
        Answers.add(answer, "Allow", Answers.ALLOWED);
        return answer;
    }
}
