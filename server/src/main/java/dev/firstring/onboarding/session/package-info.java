/** A run through the flow: its id, its steps, its timers, its row. */
@NamedInterface("session")
@NullMarked
package dev.firstring.onboarding.session;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
