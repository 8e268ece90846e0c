package dev.firstring.messaging.outbox;

import dev.firstring.messaging.Channel;
import dev.firstring.messaging.DevicePlatform;
import dev.firstring.phone.PhoneNumber;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message that has its row in the outbox, in state {@code queued}, and belongs to this node until its lease ends.
 *
 * @param platform the client that waits for the code; null if it is none of those that read codes
 * @param avoided the names of providers that failed before in the session: they are asked last
 * @param expiresAt when its code ends; it is not sent after that
 * @param leaseUntil when it ceases to be this node's, as its row says
 */
public record QueuedMessage(
        UUID id,
        UUID verificationId,
        PhoneNumber number,
        Channel channel,
        Locale language,
        @Nullable DevicePlatform platform,
        List<String> avoided,
        Instant expiresAt,
        Instant leaseUntil) {}
