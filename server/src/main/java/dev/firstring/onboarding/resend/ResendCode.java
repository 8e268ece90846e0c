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
 * A person asks for the code again, by SMS or by a call. Neither the tries of the session nor the limits of the number
 * are reset by it. Thread-safe.
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
     * A person asks for the code again.
     *
     * @param address the caller's address as limits count it
     * @param challenge a solved challenge; null if there is none
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
