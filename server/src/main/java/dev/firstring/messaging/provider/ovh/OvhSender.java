package dev.firstring.messaging.provider.ovh;

import dev.firstring.messaging.Channel;
import dev.firstring.messaging.MessageSender;
import dev.firstring.messaging.MessageSender.OutgoingMessage;
import dev.firstring.messaging.MessageSender.SendOutcome;
import dev.firstring.messaging.MessageSender.SendOutcome.Accepted;
import dev.firstring.messaging.MessageSender.SendOutcome.Reason;
import dev.firstring.messaging.MessageSender.SendOutcome.Refused;
import dev.firstring.messaging.provider.ProviderAnswers;
import dev.firstring.messaging.texts.MessageText.Segments;
import dev.firstring.platform.Hash;
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
import java.time.Clock;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends messages through OVHcloud. Thread-safe. */
final class OvhSender implements MessageSender, AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MINUTES_VALID = 10;

    private final OvhSettings settings;
    private final Secret applicationSecret;
    private final Secret consumerKey;
    private final HttpCaller http;
    private final Clock clock;

    OvhSender(OvhSettings settings, Secret applicationSecret, Secret consumerKey, Clock clock) {
        this.settings = settings;
        this.applicationSecret = applicationSecret;
        this.consumerKey = consumerKey;
        this.http = new HttpCaller(CallLimits.within(settings.timeout()));
        this.clock = clock;
    }

    @Override
    public String provider() {
        return "ovh";
    }

    @Override
    public boolean carries(Channel channel) {
        return channel == Channel.SMS;
    }

    @Override
    public SendOutcome send(OutgoingMessage message) {
        Map<String, Object> job = new LinkedHashMap<>();
        job.put("message", message.text());
        job.put("receivers", List.of(message.to().e164()));
        job.put("sender", message.senderId() == null ? settings.from() : message.senderId());
        job.put("charset", "UTF-8");
        job.put("coding", Segments.of(message.text()).encoding() == Segments.Encoding.GSM_7 ? "7bit" : "8bit");
        job.put("noStopClause", true);
        job.put("priority", "high");
        job.put("validityPeriod", MINUTES_VALID);
        return switch (call("POST", "/jobs", JSON.writeValueAsString(job))) {
            case NoAnswer none -> new Refused(Reason.UNAVAILABLE, none.why());
            case Answered answered -> outcome(answered, message);
        };
    }

    @Override
    public Optional<String> problem() {
        return switch (call("GET", "", "")) {
            case NoAnswer none -> Optional.of(none.why());
            case Answered answered when answered.isSuccess() -> Optional.empty();
            case Answered answered -> Optional.of("answers with status " + answered.status());
        };
    }

    @Override
    public void close() {
        http.close();
    }

    private HttpAnswer call(String method, String path, String body) {
        String url = settings.url() + "/sms/" + Forms.encode(settings.serviceName()) + path;
        String time = Long.toString(clock.instant().getEpochSecond());
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .header("X-Ovh-Application", settings.applicationKey())
                .header("X-Ovh-Consumer", consumerKey.reveal())
                .header("X-Ovh-Timestamp", time)
                .header("X-Ovh-Signature", signature(applicationSecret, consumerKey, method, url, body, time));
        return http.call(
                body.isEmpty()
                        ? request.method(method, BodyPublishers.noBody())
                        : request.header("Content-Type", "application/json")
                                .method(method, BodyPublishers.ofString(body)));
    }

    /** Returns the signature of a request to OVHcloud. */
    static String signature(
            Secret applicationSecret, Secret consumerKey, String method, String url, String body, String time) {
        String signed = String.join("+", applicationSecret.reveal(), consumerKey.reveal(), method, url, body, time);
        return "$1$" + HexFormat.of().formatHex(Hash.sha1(signed));
    }

    private static SendOutcome outcome(Answered answered, OutgoingMessage message) {
        if (!answered.isSuccess()) {
            Reason reason = ProviderAnswers.isAway(answered) || answered.status() == 402
                    ? Reason.UNAVAILABLE
                    : Reason.TRANSPORT_REFUSED;
            return new Refused(reason, "status " + answered.status());
        }
        JsonNode json = answered.json().orElseGet(JSON::createObjectNode);
        boolean nobody = json.path("validReceivers").isArray()
                && json.path("validReceivers").isEmpty()
                && json.path("ids").isEmpty();
        if (nobody || !json.path("invalidReceivers").isEmpty()) {
            return new Refused(Reason.TRANSPORT_REFUSED, "the receiver is not valid there");
        }
        String id = json.path("ids").path(0).asString("");
        return ProviderAnswers.isTaken(answered)
                ? new Accepted(id.isEmpty() ? message.id().toString() : id)
                : new Refused(Reason.UNAVAILABLE, "status " + answered.status() + " with a page");
    }
}
