/** Sending the code again, or a new one. */
@NamedInterface("resend")
@NullMarked
package dev.firstring.onboarding.resend;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
