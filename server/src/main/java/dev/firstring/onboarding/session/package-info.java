/** A run through the flow: its id, its steps, its timers, its row. */
@NullMarked
package dev.firstring.onboarding.session;

import org.jspecify.annotations.NullMarked;
