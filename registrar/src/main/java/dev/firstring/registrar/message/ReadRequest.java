package dev.firstring.registrar.message;

import gov.nist.javax.sip.message.SIPRequest;

/** What bytes from the network turned out to be. */
public sealed interface ReadRequest {

    /** A request with all that RFC 3261 section 8.1.1 asks for. */
    record Good(SIPRequest request, MessageHead head) implements ReadRequest {}

    /** Enough of a request to be told what is wrong with it. */
    record Flawed(SIPRequest request, int status, String reason) implements ReadRequest {}

    /** Nothing that gets an answer: no SIP, a response, an ACK. */
    record Ignored(String reason) implements ReadRequest {}
}
