package dev.firstring.onboarding.resend;

import dev.firstring.messaging.Channel;
import dev.firstring.verification.CodeSeed;
import java.time.Instant;
import java.util.UUID;

/**
 * The message of a resend.
 *
 * @param seed the seed of the code that it carries
 * @param triesAllowed of that code
 * @param codeExpiresAt of that code
 */
record NextMessage(
        UUID id,
        Channel channel,
        CodeSeed seed,
        int triesAllowed,
        int triesBefore,
        Instant codeExpiresAt,
        Instant at) {}
