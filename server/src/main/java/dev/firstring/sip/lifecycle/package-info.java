/** The lifecycle of a credential: suspend, reactivate, revoke, rotate. */
@NamedInterface("lifecycle")
@NullMarked
package dev.firstring.sip.lifecycle;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
