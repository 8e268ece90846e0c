/** The life of a session: reading it, giving it more time, ending it, and the history and retention of ended ones. */
@NamedInterface("life")
@NullMarked
package dev.firstring.onboarding.life;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
