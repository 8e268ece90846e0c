/** The lifecycle of a session: reading, extending and ending it, and the history and retention of ended sessions. */
@NamedInterface("life")
@NullMarked
package dev.firstring.onboarding.life;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
