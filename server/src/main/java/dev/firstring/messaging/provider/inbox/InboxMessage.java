package dev.firstring.messaging.provider.inbox;

import java.time.Instant;
import java.util.UUID;

/** A message in the development inbox, with number and code in full. */
public record InboxMessage(UUID id, String to, String channel, String text, Instant at) {}
