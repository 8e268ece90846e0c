package dev.firstring.onboarding.delivery;

import dev.firstring.abuse.SendLimits;
import dev.firstring.abuse.SendReceipt;
import dev.firstring.messaging.Channel;
import dev.firstring.messaging.outbox.Delivery;
import dev.firstring.messaging.outbox.MessageDispatch;
import dev.firstring.messaging.outbox.QueuedMessage;
import dev.firstring.onboarding.session.RefusedMessage;
import dev.firstring.onboarding.session.SessionId;
import dev.firstring.onboarding.session.Sessions;
import dev.firstring.platform.RetryingTransactions;
import dev.firstring.verification.CodeSeed;
import dev.firstring.verification.Codes;
import org.springframework.stereotype.Component;

/**
 * Sends a session's code once its row is committed, and gives back what the send took when nobody accepts it, so that a
 * message which never left costs the caller nothing. Thread-safe.
 */
@Component
public class CodeDelivery {

    private final MessageDispatch dispatch;
    private final Codes codes;
    private final SendLimits limits;
    private final Sessions sessions;
    private final RetryingTransactions transactions;

    CodeDelivery(
            MessageDispatch dispatch,
            Codes codes,
            SendLimits limits,
            Sessions sessions,
            RetryingTransactions transactions) {
        this.dispatch = dispatch;
        this.codes = codes;
        this.limits = limits;
        this.sessions = sessions;
        this.transactions = transactions;
    }

    /** Sends the message; must not run in a transaction. Takes as long as the providers may take, seconds at most. */
    public Delivery deliver(SessionId session, QueuedMessage message, CodeSeed seed, SendReceipt receipt) {
        Delivery delivery = dispatch.dispatch(message, codes.codeOf(seed));
        if (delivery.failed()) {
            transactions.run(status -> {
                limits.refund(receipt);
                sessions.markRefused(session, new RefusedMessage(message.id(), message.channel() == Channel.VOICE));
                return delivery;
            });
        }
        return delivery;
    }
}
