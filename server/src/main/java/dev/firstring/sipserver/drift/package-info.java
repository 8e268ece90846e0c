/** Drift: what SIP servers have that differs from the database; found first, repaired by a second, explicit call. */
@NamedInterface("drift")
@NullMarked
package dev.firstring.sipserver.drift;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
