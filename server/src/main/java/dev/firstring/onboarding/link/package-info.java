/** Joining the proven number to an account and handing out credentials. */
@NamedInterface("link")
@NullMarked
package dev.firstring.onboarding.link;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
