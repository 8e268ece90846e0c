package dev.firstring.hostile;

import dev.firstring.messaging.Channel;
import dev.firstring.messaging.MessageSender;
import dev.firstring.messaging.MessageSender.OutgoingMessage;
import dev.firstring.messaging.MessageSender.SendOutcome;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A provider whose messages a test can read. It refuses on demand, in words that name the number, as providers do. */
final class KeepingSender implements MessageSender {

    private static final Pattern CODE = Pattern.compile("\\b\\d{6}\\b");

    private final List<OutgoingMessage> messages = new CopyOnWriteArrayList<>();
    private volatile boolean broken;

    @Override
    public String provider() {
        return "keeping";
    }

    @Override
    public boolean carries(Channel channel) {
        return true;
    }

    @Override
    public SendOutcome send(OutgoingMessage message) {
        messages.add(message);
        if (broken) {
            throw new IllegalStateException("the provider is broken");
        }
        return new SendOutcome.Accepted("reference-" + messages.size());
    }

    void breakDown() {
        broken = true;
    }

    String newestCode() {
        Matcher code = CODE.matcher(messages.getLast().text());
        if (!code.find()) {
            throw new AssertionError("no code in the newest message");
        }
        return code.group();
    }

    List<String> texts() {
        return messages.stream().map(OutgoingMessage::text).toList();
    }
}
