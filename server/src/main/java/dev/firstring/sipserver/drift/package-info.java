/** Drift: differences between SIP servers and the database. A check only reports them; a repair is a separate, explicit call. */
@NamedInterface("drift")
@NullMarked
package dev.firstring.sipserver.drift;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
