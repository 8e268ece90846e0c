/** The fraud guard: of what is sent to a prefix or a country, how much is ever proved. */
@NamedInterface("guard")
@NullMarked
package dev.firstring.abuse.guard;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
