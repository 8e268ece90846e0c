/** Background updates of all credentials: a new key, a new realm. */
@NamedInterface("upkeep")
@NullMarked
package dev.firstring.sip.upkeep;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
