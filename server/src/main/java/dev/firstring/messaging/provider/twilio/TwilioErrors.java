package dev.firstring.messaging.provider.twilio;

import dev.firstring.messaging.MessageSender.SendOutcome.Reason;
import dev.firstring.messaging.provider.ProviderAnswers;
import dev.firstring.platform.call.HttpCaller.HttpAnswer.Answered;

/** Maps Twilio's error codes to reasons. */
final class TwilioErrors {

    private TwilioErrors() {}

    static Reason reason(Answered answered, String code) {
        return switch (code) {
            // Fraud guard, and calls to high-risk numbers.
            case "30450", "60410", "13225" -> Reason.FRAUD_BLOCK;
            // Not a number.
            case "21211", "21217", "13224" -> Reason.NUMBER_REFUSED;
            // Not a mobile number, country not enabled, unsubscribed, not reachable from this sender.
            case "21614", "21408", "21215", "21610", "21612", "21635", "21606", "21660", "13227" ->
                Reason.TRANSPORT_REFUSED;
            default ->
                ProviderAnswers.isAway(answered) || answered.status() < 400
                        ? Reason.UNAVAILABLE
                        : Reason.TRANSPORT_REFUSED;
        };
    }
}
