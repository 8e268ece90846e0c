package dev.firstring.testing;

import dev.firstring.messaging.Channel;
import dev.firstring.messaging.MessageSender;
import dev.firstring.messaging.MessageSender.OutgoingMessage;
import dev.firstring.messaging.MessageSender.SendOutcome;

/** A provider that accepts every message and delivers none, for services whose messages nobody reads. */
final class SilentSender implements MessageSender {

    @Override
    public String provider() {
        return "silent";
    }

    @Override
    public boolean carries(Channel channel) {
        return true;
    }

    @Override
    public SendOutcome send(OutgoingMessage message) {
        return new SendOutcome.Accepted(message.id().toString());
    }
}
