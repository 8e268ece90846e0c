package dev.firstring.messaging.provider.vonage;

import dev.firstring.messaging.Channel;
import dev.firstring.messaging.MessageSender;
import dev.firstring.messaging.MessageSender.OutgoingMessage;
import dev.firstring.messaging.MessageSender.SendOutcome;
import dev.firstring.messaging.MessageSender.SendOutcome.Accepted;
import dev.firstring.messaging.MessageSender.SendOutcome.Reason;
import dev.firstring.messaging.MessageSender.SendOutcome.Refused;
import dev.firstring.messaging.hook.HookSettings;
import dev.firstring.messaging.hook.MessageKey;
import dev.firstring.messaging.provider.ProviderAnswers;
import dev.firstring.messaging.texts.MessageText.Segments;
import dev.firstring.messaging.texts.SpokenLanguage;
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
import java.security.PrivateKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Sends messages through Vonage. Thread-safe. */
final class VonageSender implements MessageSender, AutoCloseable {

    static final String NAME = "vonage";

    private final VonageSettings settings;
    private final Secret apiSecret;
    private final VonageTokens tokens;
    private final HookSettings hooks;
    private final @Nullable PrivateKey key;
    private final HttpCaller http;

    VonageSender(VonageSettings settings, Secret apiSecret, VonageTokens tokens, HookSettings hooks) {
        this.settings = settings;
        this.apiSecret = apiSecret;
        this.tokens = tokens;
        this.hooks = hooks;
        Secret pem = settings.privateKey();
        this.key = settings.applicationId().isEmpty() || pem == null ? null : VonageTokens.key(pem);
        this.http = new HttpCaller(CallLimits.within(settings.timeout()));
    }

    @Override
    public String provider() {
        return NAME;
    }

    @Override
    public boolean carries(Channel channel) {
        return channel == Channel.SMS || key != null;
    }

    @Override
    public SendOutcome send(OutgoingMessage message) {
        PrivateKey signer = key;
        return switch (message.channel()) {
            case SMS -> sms(message);
            case VOICE ->
                signer == null
                        ? new Refused(Reason.TRANSPORT_REFUSED, "no application is set up for calls")
                        : call(message, signer);
        };
    }

    @Override
    public Optional<String> problem() {
        String query = Forms.encode(Map.of("api_key", settings.apiKey())) + "&"
                + Forms.encode(Map.of("api_secret", apiSecret.reveal()));
        URI balance = URI.create(settings.smsUrl() + "/account/get-balance?" + query);
        return switch (http.call(HttpRequest.newBuilder(balance).GET())) {
            case NoAnswer none -> Optional.of(none.why());
            case Answered answered when answered.isSuccess() -> Optional.empty();
            case Answered answered -> Optional.of("answers with status " + answered.status());
        };
    }

    @Override
    public void close() {
        http.close();
    }

    /** Reports whether a code was entered. Returns false if the report failed. */
    boolean tell(String reference, boolean entered, String time) {
        Map<String, String> fields = login();
        fields.put("message-id", reference);
        fields.put("delivered", Boolean.toString(entered));
        fields.put("timestamp", time);
        return post(settings.url() + "/conversions/sms", fields) instanceof Answered answered && answered.isSuccess();
    }

    private SendOutcome sms(OutgoingMessage message) {
        Map<String, String> fields = login();
        fields.put("to", message.to().e164().substring(1));
        fields.put("from", message.senderId() == null ? settings.from() : message.senderId());
        fields.put("text", message.text());
        fields.put("type", Segments.of(message.text()).encoding() == Segments.Encoding.GSM_7 ? "text" : "unicode");
        fields.put("client-ref", message.id().toString());
        hooks.at("/hooks/vonage/sms/" + message.id() + "?key=" + MessageKey.of(apiSecret, NAME, message.id()))
                .ifPresent(url -> {
                    fields.put("status-report-req", "1");
                    fields.put("callback", url);
                });
        return switch (post(settings.smsUrl() + "/sms/json", fields)) {
            case NoAnswer none -> new Refused(Reason.UNAVAILABLE, none.why());
            case Answered answered -> VonageSms.outcome(answered, message.id().toString());
        };
    }

    private SendOutcome call(OutgoingMessage message, PrivateKey signer) {
        Map<String, Object> call = new LinkedHashMap<>();
        call.put("to", List.of(phone(message.to().e164())));
        call.put("from", phone(settings.voiceFrom()));
        call.put("ncco", List.of(talk(message)));
        hooks.at("/hooks/vonage/call/" + message.id()).ifPresent(url -> call.put("event_url", List.of(url)));
        HttpAnswer answer = http.call(HttpRequest.newBuilder(URI.create(settings.url() + "/v1/calls"))
                .header("Authorization", "Bearer " + tokens.ofApplication(settings.applicationId(), signer))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(call))));
        return switch (answer) {
            case NoAnswer none -> new Refused(Reason.UNAVAILABLE, none.why());
            case Answered answered -> called(answered, message);
        };
    }

    private static SendOutcome called(Answered answered, OutgoingMessage message) {
        String uuid =
                answered.json().map(json -> json.path("uuid").asString("")).orElse("");
        if (ProviderAnswers.isTaken(answered)) {
            return new Accepted(uuid.isEmpty() ? message.id().toString() : uuid);
        }
        return new Refused(
                ProviderAnswers.isAway(answered) || answered.isSuccess()
                        ? Reason.UNAVAILABLE
                        : Reason.TRANSPORT_REFUSED,
                "status " + answered.status());
    }

    private static Map<String, Object> talk(OutgoingMessage message) {
        StringBuilder speech = new StringBuilder("<speak><break time=\"1s\"/>");
        message.text()
                .lines()
                .filter(line -> !line.isBlank())
                .forEach(line -> speech.append(escaped(line)).append("<break time=\"1s\"/>"));
        return Map.of(
                "action",
                "talk",
                "text",
                speech.append("</speak>").toString(),
                "language",
                SpokenLanguage.tag(message.language()));
    }

    private static String escaped(String line) {
        return line.replaceAll("\\p{Cntrl}", " ")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }

    private static Map<String, String> phone(String number) {
        return Map.of("type", "phone", "number", number.replace("+", ""));
    }

    private Map<String, String> login() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("api_key", settings.apiKey());
        fields.put("api_secret", apiSecret.reveal());
        return fields;
    }

    private HttpAnswer post(String url, Map<String, String> fields) {
        return http.call(HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", Forms.TYPE)
                .POST(BodyPublishers.ofString(Forms.encode(fields))));
    }
}
