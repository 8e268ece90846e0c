package dev.firstring.messaging.provider.twilio;

import dev.firstring.messaging.Channel;
import dev.firstring.messaging.MessageSender;
import dev.firstring.messaging.MessageSender.OutgoingMessage;
import dev.firstring.messaging.MessageSender.SendOutcome;
import dev.firstring.messaging.MessageSender.SendOutcome.Accepted;
import dev.firstring.messaging.MessageSender.SendOutcome.Reason;
import dev.firstring.messaging.MessageSender.SendOutcome.Refused;
import dev.firstring.messaging.hook.HookSettings;
import dev.firstring.messaging.provider.ProviderAnswers;
import dev.firstring.platform.Secret;
import dev.firstring.platform.call.CallLimits;
import dev.firstring.platform.call.HttpCaller;
import dev.firstring.platform.call.HttpCaller.Forms;
import dev.firstring.platform.call.HttpCaller.HttpAnswer;
import dev.firstring.platform.call.HttpCaller.HttpAnswer.Answered;
import dev.firstring.platform.call.HttpCaller.HttpAnswer.NoAnswer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Sends messages through Twilio. Thread-safe. */
final class TwilioSender implements MessageSender, AutoCloseable {

    static final String NAME = "twilio";

    /** States of a message that will not be sent. */
    private static final Set<String> ENDED = Set.of("failed", "undelivered", "canceled");

    private final TwilioSettings settings;
    private final HookSettings hooks;
    private final HttpCaller http;
    private final String account;
    private final String authorization;

    TwilioSender(TwilioSettings settings, Secret authToken, HookSettings hooks) {
        this.settings = settings;
        this.hooks = hooks;
        this.http = new HttpCaller(CallLimits.within(settings.timeout()));
        this.account = settings.url() + "/2010-04-01/Accounts/" + Forms.encode(settings.accountSid());
        byte[] login = (settings.accountSid() + ":" + authToken.reveal()).getBytes(StandardCharsets.UTF_8);
        this.authorization = "Basic " + Base64.getEncoder().encodeToString(login);
    }

    @Override
    public String provider() {
        return NAME;
    }

    @Override
    public boolean carries(Channel channel) {
        return switch (channel) {
            case SMS ->
                !settings.from().isEmpty() || !settings.messagingServiceSid().isEmpty();
            case VOICE -> !settings.voiceFrom().isEmpty();
        };
    }

    @Override
    public SendOutcome send(OutgoingMessage message) {
        return switch (message.channel()) {
            case SMS -> post("/Messages.json", sms(message), message);
            case VOICE -> post("/Calls.json", call(message), message);
        };
    }

    @Override
    public Optional<String> problem() {
        return switch (http.call(request(".json").GET())) {
            case NoAnswer none -> Optional.of(none.why());
            case Answered answered when answered.isSuccess() -> Optional.empty();
            case Answered answered -> Optional.of("answers with status " + answered.status());
        };
    }

    @Override
    public void close() {
        http.close();
    }

    private Map<String, String> sms(OutgoingMessage message) {
        Map<String, String> fields = new LinkedHashMap<>();
        String senderId = message.senderId();
        fields.put("To", message.to().e164());
        if (senderId == null && !settings.messagingServiceSid().isEmpty()) {
            fields.put("MessagingServiceSid", settings.messagingServiceSid());
        } else {
            fields.put("From", senderId == null ? settings.from() : senderId);
        }
        fields.put("Body", message.text());
        receipt(message).ifPresent(url -> fields.put("StatusCallback", url));
        return fields;
    }

    private Map<String, String> call(OutgoingMessage message) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("To", message.to().e164());
        fields.put("From", settings.voiceFrom());
        fields.put("Twiml", Twiml.of(message.text(), message.language()));
        receipt(message).ifPresent(url -> fields.put("StatusCallback", url));
        return fields;
    }

    private Optional<String> receipt(OutgoingMessage message) {
        return hooks.at("/hooks/twilio/" + message.id());
    }

    private SendOutcome post(String path, Map<String, String> fields, OutgoingMessage message) {
        HttpAnswer answer = http.call(
                request(path).header("Content-Type", Forms.TYPE).POST(BodyPublishers.ofString(Forms.encode(fields))));
        return switch (answer) {
            case NoAnswer none -> new Refused(Reason.UNAVAILABLE, none.why());
            case Answered answered -> outcome(answered, message);
        };
    }

    private static SendOutcome outcome(Answered answered, OutgoingMessage message) {
        String sid = text(answered, "sid");
        String code = text(answered, "code").isEmpty() ? text(answered, "error_code") : text(answered, "code");
        boolean refused = (sid.isEmpty() && !code.isEmpty()) || ENDED.contains(text(answered, "status"));
        if (ProviderAnswers.isTaken(answered) && !refused) {
            return new Accepted(sid.isEmpty() ? message.id().toString() : sid);
        }
        return new Refused(
                TwilioErrors.reason(answered, code),
                "status " + answered.status() + (code.isEmpty() ? "" : ", error " + code));
    }

    private static String text(Answered answered, String field) {
        String text = answered.json().map(json -> json.path(field).asString("")).orElse("");
        return text.length() <= 64 ? text : "";
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(account + path)).header("Authorization", authorization);
    }
}
