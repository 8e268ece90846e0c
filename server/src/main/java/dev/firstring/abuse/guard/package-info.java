/** The fraud guard, which compares the sends to a prefix or country with those that are proved. */
@NamedInterface("guard")
@NullMarked
package dev.firstring.abuse.guard;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
