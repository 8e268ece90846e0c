/**
 * The propagation of credentials to the SIP servers, as an interface for this room. The room of the SIP servers
 * implements it.
 */
@NamedInterface("sync")
@NullMarked
package dev.firstring.sip.sync;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
