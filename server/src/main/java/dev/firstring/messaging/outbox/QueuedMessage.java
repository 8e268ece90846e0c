package dev.firstring.messaging.outbox;

import dev.firstring.messaging.Channel;
import dev.firstring.messaging.texts.MessageText.DevicePlatform;
import dev.firstring.phone.PhoneNumber;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message whose row is in the outbox, in state {@code queued}, and which belongs to this node until its lease
 * expires.
 *
 * @param platform the client that waits for the code; null if it is not one that reads codes from messages
 * @param avoided the names of providers that failed earlier in the session; they are tried last
 * @param leaseUntil when the lease expires, as stored in the row
 */
public record QueuedMessage(
        UUID id,
        UUID verificationId,
        PhoneNumber number,
        Channel channel,
        Locale language,
        @Nullable DevicePlatform platform,
        List<String> avoided,
        Instant leaseUntil) {}
