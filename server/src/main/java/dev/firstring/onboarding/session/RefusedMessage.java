package dev.firstring.onboarding.session;

import java.util.UUID;

/** A message of a session that no provider accepted. */
public record RefusedMessage(UUID messageId, boolean voice) {}
