package dev.firstring.messaging.provider.sns;

import dev.firstring.messaging.Channel;
import dev.firstring.messaging.MessageSender;
import dev.firstring.messaging.MessageSender.OutgoingMessage;
import dev.firstring.messaging.MessageSender.SendOutcome;
import dev.firstring.messaging.MessageSender.SendOutcome.Accepted;
import dev.firstring.messaging.MessageSender.SendOutcome.Reason;
import dev.firstring.messaging.MessageSender.SendOutcome.Refused;
import dev.firstring.messaging.provider.ProviderAnswers;
import dev.firstring.platform.call.CallLimits;
import dev.firstring.platform.call.HttpCaller;
import dev.firstring.platform.call.HttpCaller.Forms;
import dev.firstring.platform.call.HttpCaller.HttpAnswer;
import dev.firstring.platform.call.HttpCaller.HttpAnswer.Answered;
import dev.firstring.platform.call.HttpCaller.HttpAnswer.NoAnswer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends messages through Amazon SNS. Thread-safe. */
final class SnsSender implements MessageSender, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SnsSender.class);
    private static final String TYPE = Forms.TYPE + "; charset=utf-8";
    private static final Duration LONGEST_SEND = Duration.ofSeconds(5);
    private static final Pattern MESSAGE_ID = Pattern.compile("<MessageId>([^<]{1,100})</MessageId>");
    private static final Pattern CODE = Pattern.compile("<Code>([A-Za-z.]{1,60})</Code>");

    private final SnsSettings settings;
    private final AwsAuthorization authorization;
    private final HttpCaller http;

    SnsSender(SnsSettings settings, Clock clock) {
        this.settings = settings;
        this.authorization = new AwsAuthorization(
                settings.accessKeyId(),
                settings.secretAccessKey(),
                settings.region(),
                "sns",
                LONGEST_SEND.minus(settings.timeout()),
                clock);
        this.http = new HttpCaller(CallLimits.within(settings.timeout()));
    }

    @Override
    public String provider() {
        return "sns";
    }

    @Override
    public boolean carries(Channel channel) {
        return channel == Channel.SMS;
    }

    @Override
    public SendOutcome send(OutgoingMessage message) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("Action", "Publish");
        fields.put("Version", "2010-03-31");
        fields.put("PhoneNumber", message.to().e164());
        fields.put("Message", message.text());
        attribute(fields, 1, "AWS.SNS.SMS.SMSType", "Transactional");
        String senderId = message.senderId() == null ? settings.from() : message.senderId();
        if (!senderId.isEmpty()) {
            attribute(fields, 2, "AWS.SNS.SMS.SenderID", senderId);
        }
        return switch (call(fields)) {
            case NoAnswer none -> new Refused(Reason.UNAVAILABLE, none.why());
            case Answered answered -> outcome(answered, message);
        };
    }

    @Override
    public Optional<String> problem() {
        return switch (call(Map.of("Action", "GetSMSAttributes", "Version", "2010-03-31"))) {
            case NoAnswer none -> Optional.of(none.why());
            case Answered answered when answered.isSuccess() -> Optional.empty();
            case Answered answered ->
                Optional.of("answers with status " + answered.status() + " " + first(CODE, answered.body()));
        };
    }

    @Override
    public Duration longestSend() {
        return LONGEST_SEND;
    }

    @Override
    public void close() {
        http.close();
        authorization.close();
    }

    private HttpAnswer call(Map<String, String> fields) {
        URI uri = URI.create(settings.url() + "/");
        String body = Forms.encode(fields);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(body));
        try {
            authorization
                    .headers(uri, TYPE, body)
                    .forEach((name, values) -> values.forEach(value -> request.header(name, value)));
        } catch (AwsAuthorization.NoCredentials e) {
            LOG.warn("Amazon SNS: {}", e.getMessage(), e);
            return new NoAnswer(HttpAnswer.Failure.REFUSED, String.valueOf(e.getMessage()), e);
        }
        return http.call(request);
    }

    private static SendOutcome outcome(Answered answered, OutgoingMessage message) {
        String id = first(MESSAGE_ID, answered.body());
        String code = first(CODE, answered.body());
        if (ProviderAnswers.isTaken(answered) && code.isEmpty()) {
            return new Accepted(id.isEmpty() ? message.id().toString() : id);
        }
        return new Refused(reason(answered, code), ("status " + answered.status() + " " + code).strip());
    }

    private static Reason reason(Answered answered, String code) {
        return switch (code) {
            case "InvalidParameter", "InvalidParameterValue", "OptedOut", "ValidationError" -> Reason.TRANSPORT_REFUSED;
            case "Throttling",
                    "ThrottledException",
                    "InternalError",
                    "InternalFailure",
                    "ServiceUnavailable",
                    "RequestExpired" -> Reason.UNAVAILABLE;
            default ->
                ProviderAnswers.isAway(answered) || answered.isSuccess()
                        ? Reason.UNAVAILABLE
                        : Reason.TRANSPORT_REFUSED;
        };
    }

    private static void attribute(Map<String, String> fields, int number, String name, String value) {
        String entry = "MessageAttributes.entry." + number + ".";
        fields.put(entry + "Name", name);
        fields.put(entry + "Value.DataType", "String");
        fields.put(entry + "Value.StringValue", value);
    }

    private static String first(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        return found.find() ? found.group(1) : "";
    }
}
