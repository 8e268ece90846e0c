package dev.firstring.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;

/** Builds the requests as bytes. All values are ASCII that needs no escaping in JSON. Immutable. */
final class Requests {

    private final Map<Step, String> heads = new EnumMap<>(Step.class);

    Requests(int port) {
        for (Step step : Step.values()) {
            heads.put(
                    step,
                    "POST " + step.path() + " HTTP/1.1\r\nHost: 127.0.0.1:" + port
                            + "\r\nContent-Type: application/json\r\nAccept: application/json\r\nX-Forwarded-For: ");
        }
    }

    byte[] start(Subject subject) {
        return request(
                Step.START,
                subject,
                "{\"phone_number\":\"" + subject.number() + "\",\"device_id\":\"" + subject.device()
                        + "\",\"device_platform\":\"android\"}");
    }

    byte[] verify(Ticket ticket) {
        return request(
                Step.VERIFY,
                ticket.subject(),
                "{\"session_id\":\"" + ticket.session() + "\",\"phone_number\":\""
                        + ticket.subject().number() + "\",\"otp_code\":\"" + ticket.code() + "\"}");
    }

    byte[] link(Ticket ticket) {
        return request(Step.LINK, ticket.subject(), "{\"session_id\":\"" + ticket.session() + "\"}");
    }

    private byte[] request(Step step, Subject subject, String body) {
        String head = heads.get(step) + subject.address() + "\r\nContent-Length: " + body.length() + "\r\n\r\n";
        return head.concat(body).getBytes(StandardCharsets.ISO_8859_1);
    }
}
