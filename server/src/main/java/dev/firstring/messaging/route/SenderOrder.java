package dev.firstring.messaging.route;

import dev.firstring.messaging.Channel;
import dev.firstring.messaging.MessageSender;
import dev.firstring.platform.Mode;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The order in which senders are tried: that of the first matching rule. Adjacent senders with weights are shuffled by
 * weight, and senders that failed earlier in the session come last. Thread-safe.
 */
@Component
public final class SenderOrder {

    static final String INBOX = "inbox";

    private final RoutingSettings settings;
    private final Senders senders;
    private final List<String> standard;
    private final SecureRandom random;

    /** @throws Misconfigured if a sender is unknown, or production has the development inbox or no sender at all */
    public SenderOrder(Senders senders, RoutingSettings settings, Mode mode, SecureRandom random) {
        this.senders = senders;
        this.settings = settings;
        this.random = random;
        List<String> named = settings.senders();
        this.standard = named != null ? named : mode == Mode.DEVELOPMENT ? List.of(INBOX) : List.of();
        if (mode == Mode.PRODUCTION && everyName().anyMatch(INBOX::equals)) {
            throw new Misconfigured(SendersRule.INBOX_IN_PRODUCTION);
        }
        if (mode == Mode.PRODUCTION && standard.isEmpty()) {
            throw new Misconfigured(SendersRule.NO_SENDER + " Known here: " + senders.names() + ".");
        }
        everyName().forEach(this::sender);
    }

    /**
     * Returns the senders to try, first to last, regardless of the channels they support.
     *
     * @param avoided names of senders to try last
     */
    List<MessageSender> of(String country, Channel channel, Collection<String> avoided) {
        List<String> names = new ArrayList<>(drawn(settings.routes().stream()
                .filter(rule -> applies(rule, country, channel))
                .findFirst()
                .map(RoutingSettings.Rule::senders)
                .orElse(standard)));
        names.sort(Comparator.comparing(avoided::contains));
        return names.stream().map(this::sender).toList();
    }

    private static boolean applies(RoutingSettings.Rule rule, String country, Channel channel) {
        return (rule.countries().isEmpty() || rule.countries().contains(country))
                && (rule.channel() == null || rule.channel() == channel);
    }

    /** Returns the sender id of an SMS to a country, or null for the default of the provider. */
    @Nullable
    String senderId(String country, Channel channel) {
        return channel == Channel.SMS ? settings.senderIds().get(country) : null;
    }

    /** Returns all senders that a message can reach, in the order of the settings. */
    public List<MessageSender> all() {
        return everyName().map(this::sender).toList();
    }

    private Stream<String> everyName() {
        return Stream.concat(standard.stream(), settings.routes().stream().flatMap(rule -> rule.senders().stream()))
                .distinct();
    }

    private List<String> drawn(List<String> names) {
        if (settings.weights().isEmpty()) {
            return names;
        }
        List<String> order = new ArrayList<>();
        List<String> turn = new ArrayList<>();
        for (String name : names) {
            if (settings.weights().containsKey(name)) {
                turn.add(name);
            } else {
                draw(turn, order);
                order.add(name);
            }
        }
        draw(turn, order);
        return order;
    }

    private void draw(List<String> turn, List<String> order) {
        while (!turn.isEmpty()) {
            int left = random.nextInt(turn.stream().mapToInt(this::weight).sum());
            int next = 0;
            while (left >= weight(turn.get(next))) {
                left -= weight(turn.get(next));
                next++;
            }
            order.add(turn.remove(next));
        }
    }

    private int weight(String name) {
        return settings.weights().getOrDefault(name, 1);
    }

    private MessageSender sender(String name) {
        return senders.named(name)
                .orElseThrow(() -> new Misconfigured("firstring.messaging.senders or .routes names " + name
                        + ", which is not set up; known here: " + senders.names() + "."));
    }
}
