/** The limits on sending: who may ask for how many messages, and what wrong codes cost a number. */
@NamedInterface("limits")
@NullMarked
package dev.firstring.abuse.limits;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
