package dev.firstring.messaging.provider.vonage;

import dev.firstring.messaging.Cost;
import dev.firstring.messaging.MessageSender.SendOutcome;
import dev.firstring.messaging.MessageSender.SendOutcome.Accepted;
import dev.firstring.messaging.MessageSender.SendOutcome.Reason;
import dev.firstring.messaging.MessageSender.SendOutcome.Refused;
import dev.firstring.messaging.hook.HookFields;
import dev.firstring.messaging.provider.ProviderAnswers;
import dev.firstring.platform.call.HttpCaller.HttpAnswer.Answered;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Parses the responses of the SMS API. All have status 200, so only the message's own status tells whether it was
 * accepted.
 */
final class VonageSms {

    /** The currency of all prices in the SMS API, which does not name it. */
    private static final String CURRENCY = "EUR";

    private VonageSms() {}

    /** @param name our id of the message, used if Vonage returns none */
    static SendOutcome outcome(Answered answered, String name) {
        JsonNode message = answered.json()
                .orElseGet(JsonMapper.shared()::createObjectNode)
                .path("messages")
                .path(0);
        String status = HookFields.trimmed(message.path("status").asString(""));
        String id = HookFields.trimmed(message.path("message-id").asString(""));
        if (!answered.isSuccess()) {
            return new Refused(
                    ProviderAnswers.isAway(answered) ? Reason.UNAVAILABLE : Reason.TRANSPORT_REFUSED,
                    "status " + answered.status());
        }
        if (status.equals("0")) {
            return new Accepted(
                    id.isEmpty() ? name : id,
                    cost(message.path("message-price").asString("")).orElse(null));
        }
        String told = status.matches("[0-9]{1,3}") ? "error " + status : "an answer that is not Vonage's";
        return new Refused(reason(status), told);
    }

    static Optional<Cost> cost(@Nullable String price) {
        try {
            return price == null || price.isBlank()
                    ? Optional.empty()
                    : Optional.of(new Cost(new BigDecimal(price.strip()), CURRENCY));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Maps the error codes of the SMS API. */
    private static Reason reason(String status) {
        return switch (status) {
            // Barred and deactivated numbers.
            case "7", "33" -> Reason.NUMBER_REFUSED;
            // Not routable, invalid parameter, sender rejected by the country, number not on the account's list.
            case "3", "6", "15", "22", "29" -> Reason.TRANSPORT_REFUSED;
            default -> Reason.UNAVAILABLE;
        };
    }
}
