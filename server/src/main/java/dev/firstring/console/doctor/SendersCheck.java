package dev.firstring.console.doctor;

import dev.firstring.console.doctor.Finding.Fine;
import dev.firstring.console.doctor.Finding.Wrong;
import dev.firstring.messaging.Channel;
import dev.firstring.messaging.MessageSender;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks that a provider for SMS is configured, and that each provider responds and accepts the credentials. Nothing is
 * sent.
 */
public final class SendersCheck implements Check {

    private final Supplier<List<MessageSender>> senders;

    public SendersCheck(Supplier<List<MessageSender>> senders) {
        this.senders = senders;
    }

    @Override
    public String subject() {
        return "senders";
    }

    @Override
    public List<Finding> look() {
        List<MessageSender> configured = senders.get();
        if (configured.stream().noneMatch(sender -> sender.carries(Channel.SMS))) {
            return List.of(new Wrong(
                    subject(),
                    "nobody carries SMS",
                    "Configure a provider under firstring.messaging, or no code goes out."));
        }
        Stream<Finding> carried =
                Stream.of(Channel.values()).map(channel -> new Fine(subject(), carriers(channel, configured)));
        return Stream.concat(carried, configured.stream().flatMap(this::problem))
                .toList();
    }

    private Stream<Finding> problem(MessageSender sender) {
        return sender.problem().stream()
                .map(problem -> new Wrong(
                        subject() + " (" + sender.provider() + ")",
                        problem,
                        "See docs/messaging.md; messages go to the next provider meanwhile."));
    }

    private static String carriers(Channel channel, List<MessageSender> configured) {
        String names = configured.stream()
                .filter(sender -> sender.carries(channel))
                .map(MessageSender::provider)
                .collect(Collectors.joining(", "));
        return channel.word() + ": " + (names.isEmpty() ? "nobody" : names);
    }
}
