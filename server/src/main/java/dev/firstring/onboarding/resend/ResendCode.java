package dev.firstring.onboarding.resend;

import dev.firstring.abuse.limits.Allowance;
import dev.firstring.abuse.limits.Charge;
import dev.firstring.abuse.limits.SendRefusal;
import dev.firstring.messaging.Channel;
import dev.firstring.onboarding.session.CodeDelivery;
import dev.firstring.onboarding.session.NamedNumber;
import dev.firstring.onboarding.session.SessionId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Sends the code again, by SMS or by a call. This resets neither the attempts of the session nor the limits of the
 * number. Thread-safe.
 */
@Component
public class ResendCode {

    private final ResendTransaction transaction;
    private final CodeDelivery codeDelivery;

    ResendCode(ResendTransaction transaction, CodeDelivery codeDelivery) {
        this.transaction = transaction;
        this.codeDelivery = codeDelivery;
    }

    /**
     * A request to send the code again.
     *
     * @param address the caller's address as counted by the limits
     * @param challenge a solved challenge; null for none
     */
    public record Request(
            NamedNumber number,
            Channel channel,
            String address,
            @Nullable String challenge) {}

    public ResendOutcome resend(SessionId id, Request request) {
        return switch (transaction.run(id, request)) {
            case Charge.Done(ResendTransaction.Queued queued, Allowance.Granted granted) -> send(id, queued, granted);
            case Charge.Uncharged(ResendOutcome outcome) -> outcome;
            case Charge.Refused(SendRefusal refusal) -> new ResendOutcome.Refused(refusal);
        };
    }

    private ResendOutcome send(SessionId id, ResendTransaction.Queued queued, Allowance.Granted granted) {
        CodeDelivery.Result sent = codeDelivery.deliver(id, queued.session(), queued.message(), granted);
        return sent.failed()
                ? new ResendOutcome.NotSent(sent.session(), sent.timers())
                : new ResendOutcome.Resent(sent.session(), sent.timers(), granted.policies());
    }
}
