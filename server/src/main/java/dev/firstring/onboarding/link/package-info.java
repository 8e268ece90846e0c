/** Linking a verified number to an account and returning its SIP credential. */
@NamedInterface("link")
@NullMarked
package dev.firstring.onboarding.link;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
