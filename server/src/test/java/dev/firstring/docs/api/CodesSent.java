package dev.firstring.docs.api;

import dev.firstring.messaging.Channel;
import dev.firstring.messaging.MessageSender;
import dev.firstring.messaging.MessageSender.OutgoingMessage;
import dev.firstring.messaging.MessageSender.SendOutcome;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A provider that accepts every message and keeps its code. Thread-safe. */
final class CodesSent implements MessageSender {

    private static final Pattern CODE = Pattern.compile("\\b\\d{6}\\b");

    private final List<OutgoingMessage> messages = new CopyOnWriteArrayList<>();

    @Override
    public String provider() {
        return "carrier-a";
    }

    @Override
    public boolean carries(Channel channel) {
        return true;
    }

    @Override
    public SendOutcome send(OutgoingMessage message) {
        messages.add(message);
        return new SendOutcome.Accepted(message.id().toString());
    }

    /** The code of the newest message. */
    String newest() {
        Matcher code = CODE.matcher(messages.getLast().text());
        if (!code.find()) {
            throw new AssertionError("no code in the message");
        }
        return code.group();
    }
}
