/** The flow on the wire: what is asked, what is answered, and the translation of outcomes. */
@NamedInterface("wire")
@NullMarked
package dev.firstring.onboarding.wire;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
