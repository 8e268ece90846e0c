package dev.firstring.messaging.route;

import dev.firstring.messaging.MessageSender;
import dev.firstring.messaging.MessageSenderSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The configured senders, each wrapped in a {@link GuardedSender}. Thread-safe. */
@Component
public final class Senders {

    private final Map<String, MessageSender> byName = new TreeMap<>();

    /** @throws Misconfigured if two senders have the same name */
    public Senders(
            List<MessageSender> alone,
            List<MessageSenderSource> sources,
            SenderGuardSettings settings,
            Clock clock,
            MeterRegistry meters) {
        Stream.concat(alone.stream(), sources.stream().flatMap(source -> source.senders().stream()))
                .forEach(sender -> {
                    MessageSender guarded = new GuardedSender(sender, settings, clock, meters);
                    if (byName.put(sender.provider(), guarded) != null) {
                        throw new Misconfigured("Two providers of messages are set up under the name "
                                + sender.provider() + ": give each a name of its own.");
                    }
                });
    }

    Optional<MessageSender> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Returns the sorted names for messages to people; "none" if there are no senders. */
    String names() {
        return byName.isEmpty() ? "none" : String.join(", ", byName.keySet());
    }
}
