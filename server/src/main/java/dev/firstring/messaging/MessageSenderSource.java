package dev.firstring.messaging;

import java.util.List;

/** Provides the senders that the settings of a provider name, for adapters with any number of senders. */
@FunctionalInterface
public interface MessageSenderSource {

    /**
     * Returns the senders, the same instances on each call; empty if none is configured.
     *
     * @throws RuntimeException if the settings are invalid
     */
    List<MessageSender> senders();
}
