package dev.firstring.messaging.route;

import dev.firstring.messaging.Channel;
import dev.firstring.messaging.MessageSender;
import dev.firstring.messaging.MessageSender.OutgoingMessage;
import dev.firstring.messaging.MessageSender.SendOutcome;
import dev.firstring.messaging.MessageSender.SendOutcome.Accepted;
import dev.firstring.messaging.MessageSender.SendOutcome.Reason;
import dev.firstring.messaging.MessageSender.SendOutcome.Refused;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A provider that does as it is told and remembers what it was given. */
public final class FakeSender implements MessageSender {

    private static final Duration USUAL = Duration.ofSeconds(5);

    public final List<OutgoingMessage> given = new CopyOnWriteArrayList<>();
    private final String provider;
    private final Set<Channel> channels;
    private final Function<OutgoingMessage, SendOutcome> behaviour;
    private final Duration longest;

    private FakeSender(
            String provider,
            Set<Channel> channels,
            Duration longest,
            Function<OutgoingMessage, SendOutcome> behaviour) {
        this.provider = provider;
        this.channels = channels;
        this.longest = longest;
        this.behaviour = behaviour;
    }

    public static FakeSender willing(String provider) {
        return doing(provider, message -> new Accepted(provider + "-reference"));
    }

    public static FakeSender refusing(String provider, Reason reason) {
        return doing(provider, message -> new Refused(reason, "as told"));
    }

    public static FakeSender doing(String provider, Function<OutgoingMessage, SendOutcome> behaviour) {
        return slow(provider, USUAL, behaviour);
    }

    /** One that says that it may take so long. */
    public static FakeSender slow(String provider, Duration longest, Function<OutgoingMessage, SendOutcome> behaviour) {
        return new FakeSender(provider, Set.of(Channel.values()), longest, behaviour);
    }

    public static FakeSender only(String provider, Channel channel) {
        return new FakeSender(provider, Set.of(channel), USUAL, message -> new Accepted("reference"));
    }

    @Override
    public String provider() {
        return provider;
    }

    @Override
    public boolean carries(Channel channel) {
        return channels.contains(channel);
    }

    @Override
    public Duration longestSend() {
        return longest;
    }

    @Override
    public SendOutcome send(OutgoingMessage message) {
        given.add(message);
        return behaviour.apply(message);
    }
}
