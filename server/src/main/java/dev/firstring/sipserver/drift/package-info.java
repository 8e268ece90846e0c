/** Drift: differences between SIP servers and the database. A check only reports them; repair is a separate call. */
@NamedInterface("drift")
@NullMarked
package dev.firstring.sipserver.drift;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
