/** The limits on sends, and the consequences of wrong codes for a number. */
@NamedInterface("limits")
@NullMarked
package dev.firstring.abuse.limits;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
