package dev.firstring.registrar.message;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Creates responses with the headers copied from the request, a To tag, {@code Date} and {@code Server}. The tag is
 * derived from the request, so a retransmitted request gets the same tag (RFC 3261, section 8.2.7). Thread-safe.
 */
public final class Answers {

    /** The value of the {@code Allow} header. */
    public static final String ALLOWED =
            "REGISTER,INVITE,ACK,CANCEL,BYE,OPTIONS,MESSAGE,INFO,UPDATE,PRACK,REFER,NOTIFY,SUBSCRIBE";

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final int TAG_BYTES = 8;
    private static final List<String> COPIED = List.of("From", "Call-ID", "CSeq");

    private final Clock clock;
    private final SecretKeySpec key;

    /** @param key random bytes of this process */
    public Answers(Clock clock, byte[] key) {
        this.clock = clock;
        this.key = new SecretKeySpec(key, "HmacSHA256");
    }

    /** Returns a response with a status and no further content. The reason must be a text of our own. */
    public SIPResponse of(SIPRequest request, int status, String reason) {
        SIPResponse answer = request.createResponse(status, reason);
        if (!answer.hasToTag()) {
            answer.setToTag(tag(request));
        }
        add(answer, "Date", date());
        add(answer, "Server", "Firstring");
        return answer;
    }

    /** Adds a header. */
    public static void add(SIPResponse answer, String name, String value) {
        answer.addHeader(name + ": " + value);
    }

    /**
     * The bytes of a response. What a response copies from its request is copied character by character, except the To,
     * which gets a tag (RFC 3261, section 8.2.6.2).
     */
    public static byte[] bytes(SIPResponse answer, MessageHead head, ReturnPath path) {
        StringBuilder copied = new StringBuilder();
        answer.removeHeader("Via");
        path.vias().forEach(via -> copied.append("Via: ").append(via).append("\r\n"));
        for (String name : COPIED) {
            answer.removeHeader(name);
            copied.append(name)
                    .append(": ")
                    .append(head.values(name.toLowerCase(Locale.ROOT)).getFirst())
                    .append("\r\n");
        }
        String text = answer.encode();
        return new StringBuilder(text)
                .insert(text.indexOf('\n') + 1, copied)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The current time, in the format of the {@code Date} header. */
    String date() {
        return DATE.format(clock.instant());
    }

    private String tag(SIPRequest request) {
        return tag(request.getCallId().getCallId() + "\n" + request.getFromTag() + "\n"
                + request.getCSeq().getSeqNumber() + "\n"
                + request.getTopmostVia().getBranch());
    }

    /** Returns the same tag for the same transaction. */
    String tag(String transaction) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            byte[] hash = mac.doFinal(transaction.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, TAG_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the Java runtime lacks HmacSHA256", e);
        }
    }
}
