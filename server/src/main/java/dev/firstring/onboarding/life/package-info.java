/** The life of a session: looking at it, giving it more time, ending it. */
@NamedInterface("life")
@NullMarked
package dev.firstring.onboarding.life;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
