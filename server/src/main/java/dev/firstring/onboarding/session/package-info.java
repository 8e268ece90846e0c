/** The onboarding session: its id, steps, timers and storage. */
@NamedInterface("session")
@NullMarked
package dev.firstring.onboarding.session;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
