package dev.firstring.messaging;

import java.util.List;

/** Tells which senders the settings of a provider name; an adapter that may be set up several times, or not at all. */
@FunctionalInterface
public interface MessageSenderSource {

    /**
     * The senders, the same ones at each call; empty where none is set up.
     *
     * @throws RuntimeException if the settings are of no use
     */
    List<MessageSender> senders();
}
