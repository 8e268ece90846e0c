package dev.firstring.registrar.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Creates responses to requests whose first Via tells their source (RFC 3261, section 8.2.6). Thread-safe. */
public final class Responses {

    private static final int TRYING = 100;
    private static final List<String> COPIED = List.of("Via", "From", "To", "Call-ID", "CSeq");

    private final Answers answers;

    public Responses(Answers answers) {
        this.answers = answers;
    }

    /** Returns a response without a body. The reason must be a text of our own. */
    public SipMessage of(SipMessage request, int status, String reason, String... more) {
        List<String> headers = new ArrayList<>();
        for (String name : COPIED) {
            request.head().values(name.toLowerCase(Locale.ROOT)).forEach(value -> headers.add(name + ": " + value));
        }
        SipMessage answer = SipMessage.of("SIP/2.0 " + status + " " + reason, headers);
        if (status > TRYING && request.tag("to").isEmpty()) {
            answer = answer.replacing("to", "To: " + request.value("to") + ";tag=" + tag(request));
        }
        List<String> added = new ArrayList<>(List.of(more));
        added.add("Date: " + answers.date());
        added.add("Server: Firstring");
        return answer.withLast(added);
    }

    /** The To tag of responses to this request, the same for each of its retransmissions. */
    public String tag(SipMessage request) {
        String branch = TopVia.of(request.head()).map(TopVia::branch).orElse("");
        return answers.tag(
                String.join("\n", request.value("call-id"), request.value("from"), request.sequence(), branch));
    }
}
