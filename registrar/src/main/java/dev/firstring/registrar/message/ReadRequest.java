package dev.firstring.registrar.message;

import gov.nist.javax.sip.message.SIPRequest;

/** The result of reading a request. */
public sealed interface ReadRequest {

    /** A request with all headers that RFC 3261, section 8.1.1, requires. */
    record Good(SIPRequest request, MessageHead head) implements ReadRequest {}

    /** An invalid request from which an error response can be created. */
    record Flawed(SIPRequest request, int status, String reason) implements ReadRequest {}

    /** A message that gets no response from here: not SIP, a response, an ACK. */
    record Ignored(String reason) implements ReadRequest {}
}
