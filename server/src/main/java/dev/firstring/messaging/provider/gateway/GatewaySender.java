package dev.firstring.messaging.provider.gateway;

import dev.firstring.messaging.Channel;
import dev.firstring.messaging.MessageSender;
import dev.firstring.messaging.MessageSender.OutgoingMessage;
import dev.firstring.messaging.MessageSender.SendOutcome;
import dev.firstring.messaging.MessageSender.SendOutcome.Accepted;
import dev.firstring.messaging.MessageSender.SendOutcome.Reason;
import dev.firstring.messaging.MessageSender.SendOutcome.Refused;
import dev.firstring.messaging.hook.HookFields;
import dev.firstring.messaging.hook.HookSettings;
import dev.firstring.messaging.provider.ProviderAnswers;
import dev.firstring.platform.call.CallLimits;
import dev.firstring.platform.call.HttpCaller;
import dev.firstring.platform.call.HttpCaller.HttpAnswer.Answered;
import dev.firstring.platform.call.HttpCaller.HttpAnswer.NoAnswer;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Sends messages to a gateway with the call that its template describes. Thread-safe. */
final class GatewaySender implements MessageSender, AutoCloseable {

    private static final Pattern AROUND =
            Pattern.compile("^[\\s\\p{Z}\\p{C}]+|[\\s\\p{Z}\\p{C}]+$", Pattern.UNICODE_CHARACTER_CLASS);

    private final Gateway gateway;
    private final GatewayCall call;
    private final HttpCaller http;

    /** @throws IllegalArgumentException if a template is invalid; the message names the setting */
    GatewaySender(Gateway gateway, HookSettings hooks) {
        this.gateway = gateway;
        this.call = new GatewayCall(gateway, hooks);
        this.http = new HttpCaller(CallLimits.within(gateway.timeout()));
    }

    @Override
    public String provider() {
        return gateway.id();
    }

    @Override
    public boolean carries(Channel channel) {
        return gateway.channels().contains(channel);
    }

    @Override
    public SendOutcome send(OutgoingMessage message) {
        return switch (http.call(call.request(message))) {
            case NoAnswer none -> new Refused(Reason.UNAVAILABLE, none.why());
            case Answered answered -> outcome(answered, message);
        };
    }

    /** Only checks that the gateway accepts connections, because any call of the template would send a message. */
    @Override
    public Optional<String> problem() {
        return call.listens(gateway.timeout());
    }

    @Override
    public void close() {
        http.close();
    }

    private SendOutcome outcome(Answered answered, OutgoingMessage message) {
        // Patterns are written from manuals, which do not show surrounding whitespace and control characters.
        String line = answered.status() + " " + AROUND.matcher(answered.body()).replaceAll("");
        AnswerRules rules = gateway.rules();
        if (found(rules.fraudBlock(), line)) {
            return refused(Reason.FRAUD_BLOCK, line);
        }
        if (found(rules.numberRefused(), line)) {
            return refused(Reason.NUMBER_REFUSED, line);
        }
        if (found(rules.transportRefused(), line)) {
            return refused(Reason.TRANSPORT_REFUSED, line);
        }
        if (rules.accepted() == null ? answered.isSuccess() : found(rules.accepted(), line)) {
            return new Accepted(reference(line, message));
        }
        boolean away = ProviderAnswers.isAway(answered) || answered.isSuccess();
        return refused(away ? Reason.UNAVAILABLE : Reason.TRANSPORT_REFUSED, line);
    }

    private String reference(String line, OutgoingMessage message) {
        Pattern pattern = gateway.rules().reference();
        Matcher found = pattern == null ? null : pattern.matcher(line);
        String group = found != null && found.find() && found.groupCount() > 0 ? found.group(1) : null;
        String reference = group == null ? "" : HookFields.trimmed(group);
        return reference.isEmpty() ? message.id().toString() : reference;
    }

    private static boolean found(@Nullable Pattern pattern, String line) {
        return pattern != null && pattern.matcher(line).find();
    }

    private static Refused refused(Reason reason, String line) {
        return new Refused(reason, line.substring(0, 3) + " " + ProviderWords.plain(line.substring(3)));
    }
}
