package dev.firstring.onboarding.wire;

import dev.firstring.http.CleanText;
import org.jspecify.annotations.Nullable;

/**
 * Which session is meant.
 *
 * @param sessionId may be left out where the path or a header names the session
 */
public record SessionBody(@CleanText(max = 128) @Nullable String sessionId) {}
