package dev.firstring.registrar.message;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Begins answers to requests: the headers that belong to the request, a tag, the date, and what the service calls itself.
 * The tag follows from the request, so a request that comes again gets the same one (RFC 3261, section 8.2.7). Thread-safe.
 */
public final class Answers {

    /** What {@code Allow} says. */
    public static final String ALLOWED = "REGISTER,OPTIONS";

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final int TAG_BYTES = 8;

    private final Clock clock;
    private final SecretKeySpec key;

    /** @param key random bytes of this process */
    public Answers(Clock clock, byte[] key) {
        this.clock = clock;
        this.key = new SecretKeySpec(key, "HmacSHA256");
    }

    /** An answer that says no more than its status. The reason must be a text of our own. */
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

    /** The time of an answer. */
    String date() {
        return DATE.format(clock.instant());
    }

    private String tag(SIPRequest request) {
        return tag(request.getCallId().getCallId() + "\n" + request.getFromTag() + "\n"
                + request.getCSeq().getSeqNumber() + "\n"
                + request.getTopmostVia().getBranch());
    }

    /** The same for the same transaction. */
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
